package io.chancery.platform;

import io.quarkus.runtime.configuration.DurationConverter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which settings production must not start with, and why. Pure: settings in, findings out.
 *
 * <p>It looks for mistakes that work without a complaint: a portal that answers over plain HTTP,
 * secrets that everybody can read in the source, one database login for everything.
 */
final class UnsafeSettings {
  private static final String EMBEDDED_ALLOWED = "chancery.embedded.allow";
  private static final int SECRET_LENGTH = 32;
  private static final List<String> PROFILES_WITHOUT_FLOORS =
      List.of("dev", "test", Launcher.DEMONSTRATION);
  private static final List<String> REALMS = List.of("agency", "staff");

  private final Function<String, Optional<String>> settings;
  private final List<Finding> findings = new ArrayList<>();

  private UnsafeSettings(Function<String, Optional<String>> settings) {
    this.settings = settings;
  }

  /**
   * One reason not to start.
   *
   * @param property the setting to change
   * @param reason what is wrong with it, never its value
   */
  record Finding(String property, String reason) {}

  static List<Finding> in(Function<String, Optional<String>> settings) {
    UnsafeSettings check = new UnsafeSettings(settings);
    check.publicUrl();
    REALMS.forEach(check::realm);
    check.secret("chancery.oidc.session-secret");
    check.secret("chancery.keys.password");
    check.keys();
    check.database();
    check.source();
    check.floor("chancery.recipient-key.cool-down", Duration.ofDays(1));
    check.floor("chancery.step-up.cool-down", Duration.ofHours(1));
    check.floor("chancery.retention.production", Duration.ofDays(14));
    check.floor("chancery.agencies.call-back-age", Duration.ofDays(7));
    check.scanner();
    check.proxies();
    check.reach();
    return List.copyOf(check.findings);
  }

  /** Uploads of strangers are opened by staff; whoever goes without a scanner says so. */
  private void scanner() {
    if (get("chancery.scanner.address").isBlank()) {
      add("chancery.scanner.address", "is missing; name a ClamAV daemon, or write none");
    }
  }

  /** Otherwise whoever reaches the portal's port writes their own address into a header. */
  private void proxies() {
    String property = "quarkus.http.proxy.trusted-proxies";
    String trusted = get(property);
    if ("false".equals(get("quarkus.http.proxy.proxy-address-forwarding"))) {
      return; // said aloud: TLS ends elsewhere, and the connection's address is the sender's
    }
    if (trusted.isBlank()) {
      add(property, "is missing; name the proxy in front, whose word about addresses counts");
    } else if (trusted.contains("0.0.0.0/0") || trusted.contains("::/0")) {
      add(property, "would believe everybody");
    }
    String marked = "quarkus.http.proxy.enable-trusted-proxy-header";
    if ("false".equals(get(marked))) {
      add(marked, "would leave senders to say that a proxy sent them");
    }
  }

  private void publicUrl() {
    https("chancery.public-url");
  }

  private void realm(String realm) {
    https("chancery.oidc." + realm + ".issuer");
    secret("chancery.oidc." + realm + ".client-secret");
  }

  private void https(String property) {
    URI uri = uri(get(property));
    if (uri == null) {
      add(property, "is missing or no address");
    } else if (!"https".equals(uri.getScheme())) {
      add(property, "is not https");
    } else if (loopback(uri.getHost())) {
      add(property, "is a loopback address: the development realm or a development portal");
    }
  }

  private void secret(String property) {
    String value = get(property);
    String lower = value.toLowerCase(Locale.ROOT);
    if (value.isBlank()) {
      add(property, "is missing");
    } else if (lower.contains("development") || lower.contains("changeme")) {
      add(property, "is a development secret");
    } else if (value.length() < SECRET_LENGTH) {
      add(property, "is shorter than " + SECRET_LENGTH + " characters");
    }
  }

  private void keys() {
    if (Boolean.parseBoolean(get("chancery.keys.generate"))) {
      add("chancery.keys.generate", "would paper over an absent key file with new keys");
    }
  }

  private void database() {
    String address = get("quarkus.datasource.jdbc.url");
    if (address.isBlank()) {
      add("quarkus.datasource.jdbc.url", "is missing");
    }
    if (get("quarkus.datasource.password").isBlank()) {
      add("quarkus.datasource.password", "is missing");
    }
    String application = get("quarkus.datasource.username");
    String owner = get("quarkus.flyway.username");
    if (application.isBlank()) {
      add("quarkus.datasource.username", "is missing");
    } else if (application.equals("postgres")) {
      add("quarkus.datasource.username", "is the database's superuser");
    }
    if (owner.isBlank()) {
      add("quarkus.flyway.username", "is missing: migrations need the owner's own login");
    } else if (owner.equals(application)) {
      add("quarkus.flyway.username", "is the application's login: it must own nothing");
    }
    embedded(address);
  }

  private void embedded(String address) {
    boolean embedded =
        !get("chancery.embedded.instance").isBlank()
            || address.startsWith("jdbc:postgresql://127.0.0.1:1543")
            || address.startsWith("jdbc:postgresql://localhost:1543");
    if (embedded && !Boolean.parseBoolean(get(EMBEDDED_ALLOWED))) {
      add(
          "quarkus.datasource.jdbc.url",
          "is the embedded database; say " + EMBEDDED_ALLOWED + "=true if you mean it");
    }
    if (!get("chancery.seed.folder").isBlank()) {
      add("chancery.seed.folder", "creates the people of development mode");
    }
  }

  /**
   * A login that can always read the platform is what no grant, no ledger and no approval guards.
   */
  private void source() {
    String name = get("chancery.collection.source");
    String source = "chancery.source." + (name.isBlank() ? "platform" : name) + ".";
    if (get(source + "jdbc-url").startsWith("jdbc:postgresql:")
        && get(source + "grantor.password").isBlank()
        && !Boolean.parseBoolean(get(source + "standing-login"))) {
      add(
          source + "grantor.password",
          "is missing, so the platform would be read with a login that always stands; run"
              + " deploy/platform/grantor.sql there, or say "
              + source
              + "standing-login=true if you mean it");
    }
  }

  /** Modes are for the loopback address and for people who wrote -Dchancery.mode themselves. */
  private void reach() {
    if (!get(Launcher.MODE).isBlank()) {
      add(Launcher.MODE, "is not a mode of a packaged portal in production");
    }
    if (PROFILES_WITHOUT_FLOORS.stream().anyMatch(get("quarkus.profile")::contains)) {
      add("quarkus.profile", "relaxes what production must keep");
    }
    for (String realm : REALMS) {
      String property = "quarkus.oidc." + realm + ".authentication.cookie-force-secure";
      if ("false".equals(get(property))) {
        add(property, "would send session cookies over plain HTTP");
      }
    }
    if ("false".equals(get("quarkus.rest-csrf.verify-token"))) {
      add("quarkus.rest-csrf.verify-token", "would let other sites send forms");
    }
  }

  /**
   * A time that the product promises; unset it has its default, which is longer. Below its floor a
   * control is there in name only.
   */
  private void floor(String property, Duration least) {
    String value = get(property);
    try {
      if (!value.isBlank() && DurationConverter.parseDuration(value).compareTo(least) < 0) {
        add(property, "is below its floor of " + least);
      }
    } catch (IllegalArgumentException e) {
      add(property, "is no duration, for example P7D");
    }
  }

  private static @Nullable URI uri(String value) {
    try {
      URI uri = URI.create(value);
      return uri.getHost() == null ? null : uri;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private String get(String property) {
    return settings.apply(property).orElse("");
  }

  private void add(String property, String reason) {
    findings.add(new Finding(property, reason));
  }
}
