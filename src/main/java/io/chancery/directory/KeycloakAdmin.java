package io.chancery.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.keys.ClientKey;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Keycloak's administration (its Admin REST API), each realm with a service account of
 * its own, for which the portal signs (private_key_jwt). A typed client would declare methods that
 * the house takes for endpoints of the portal; this is what it would generate.
 */
@ApplicationScoped
class KeycloakAdmin {
  private static final Logger LOG = Logger.getLogger(KeycloakAdmin.class);

  /** A token is not used in its last moments. */
  private static final Duration RESERVE = Duration.ofSeconds(20);

  private record Token(String value, Instant until) {}

  /**
   * An answer that is not a failure.
   *
   * @param status 2xx, 404 or 409
   * @param location the new object's address, if there is one
   */
  record Answer(int status, JsonNode body, @Nullable String location) {
    boolean missing() {
      return status == 404;
    }

    boolean conflict() {
      return status == 409;
    }
  }

  private final IdentityConfiguration configuration;
  private final Map<IdentityProvider.Realm, String> issuers;
  private final Map<IdentityProvider.Realm, Token> tokens =
      new EnumMap<>(IdentityProvider.Realm.class);
  private final ClientKey key;
  private final ObjectMapper json;
  private final Clock clock;
  private final HttpClient http;

  KeycloakAdmin(
      IdentityConfiguration configuration,
      @ConfigProperty(name = "chancery.oidc.agency.issuer") String agency,
      @ConfigProperty(name = "chancery.oidc.staff.issuer") String staff,
      ClientKey key,
      ObjectMapper json,
      Clock clock) {
    this.configuration = configuration;
    this.key = key;
    this.issuers =
        Map.of(IdentityProvider.Realm.AGENCY, agency, IdentityProvider.Realm.STAFF, staff);
    this.json = json;
    this.clock = clock;
    this.http = HttpClient.newBuilder().connectTimeout(configuration.timeout()).build();
  }

  Answer get(IdentityProvider.Realm realm, String path) {
    return send(realm, "GET", path, null);
  }

  Answer post(IdentityProvider.Realm realm, String path, @Nullable JsonNode body) {
    return send(realm, "POST", path, body);
  }

  Answer put(IdentityProvider.Realm realm, String path, JsonNode body) {
    return send(realm, "PUT", path, body);
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * Sends a request below {@code /admin/realms/<realm>}.
   *
   * @throws Problem unavailable for anything but success, 404 and 409
   */
  private Answer send(
      IdentityProvider.Realm realm, String method, String path, @Nullable JsonNode body) {
    URI target = URI.create(base(realm) + "/admin/realms/" + realm.key() + path);
    HttpRequest.BodyPublisher content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.toString());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(configuration.timeout())
            .header("Content-Type", "application/json")
            .method(method, content);
    HttpResponse<String> answer = exchange(authorized(request, realm));
    if (answer.statusCode() == 401) {
      // The realm's key was rotated, or the client's sessions were ended: a new token, once.
      forget(realm);
      answer = exchange(authorized(request, realm));
    }
    int status = answer.statusCode();
    if (status / 100 != 2 && status != 404 && status != 409) {
      throw unavailable("the administration answered " + status);
    }
    return new Answer(
        status, read(answer.body()), answer.headers().firstValue("Location").orElse(null));
  }

  private HttpRequest authorized(HttpRequest.Builder request, IdentityProvider.Realm realm) {
    return request.setHeader("Authorization", "Bearer " + token(realm)).build();
  }

  private synchronized String token(IdentityProvider.Realm realm) {
    Token known = tokens.get(realm);
    Instant now = clock.instant();
    if (known == null || !now.isBefore(known.until())) {
      known = newToken(realm, now);
      tokens.put(realm, known);
    }
    return known.value();
  }

  private synchronized void forget(IdentityProvider.Realm realm) {
    tokens.remove(realm);
  }

  private Token newToken(IdentityProvider.Realm realm, Instant now) {
    if (!key.available()) {
      throw unavailable("the key store has no key client");
    }
    Map<String, String> form =
        Map.of(
            "grant_type",
            "client_credentials",
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion",
            key.assertion(configuration.clientId(), issuers.getOrDefault(realm, "")));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    base(realm) + "/realms/" + realm.key() + "/protocol/openid-connect/token"))
            .timeout(configuration.timeout())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"))))
            .build();
    HttpResponse<String> answer = exchange(request);
    if (answer.statusCode() != 200) {
      throw unavailable("the token endpoint answered " + answer.statusCode());
    }
    JsonNode body = read(answer.body());
    Duration life = Duration.ofSeconds(body.path("expires_in").asLong()).minus(RESERVE);
    return new Token(body.path("access_token").asText(), now.plus(life));
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw unavailable(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted");
    }
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body.isEmpty() ? "null" : body);
    } catch (IOException e) {
      throw unavailable("the answer is not JSON");
    }
  }

  /** Paths and answers may hold a person: the log names neither. */
  private static Problem unavailable(String why) {
    LOG.warnf("The identity provider did not do what was asked: %s", why);
    return Problem.of(ProblemType.UNAVAILABLE, "identity_provider");
  }

  private IdentityConfiguration.Access access(IdentityProvider.Realm realm) {
    return switch (realm) {
      case AGENCY -> configuration.agency();
      case STAFF -> configuration.staff();
    };
  }

  /** Everything before {@code /realms/} or {@code /admin/}. */
  private String base(IdentityProvider.Realm realm) {
    String issuer = issuers.getOrDefault(realm, "");
    return access(realm)
        .address()
        .map(URI::toString)
        .orElseGet(() -> issuer.substring(0, issuer.lastIndexOf("/realms/")));
  }
}
