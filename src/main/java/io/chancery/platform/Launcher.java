package io.chancery.platform;

import io.chancery.platform.embedded.EmbeddedServices;
import io.chancery.platform.embedded.Instance;
import io.quarkus.runtime.Quarkus;
import java.net.URI;
import java.util.Locale;

/**
 * Decides what runs before the portal: embedded servers in development and demonstration mode,
 * nothing in production.
 */
public final class Launcher {
  /** {@code development} (set by the build for quarkus:dev), {@code demonstration}, or absent. */
  static final String MODE = "chancery.mode";

  private static final String DEVELOPMENT = "development";
  private static final String DEMONSTRATION = "demonstration";

  private Launcher() {}

  /** Starts what the mode needs, then the portal, and returns when the portal has stopped. */
  public static void launch(String... arguments) {
    switch (System.getProperty(MODE, "")) {
      case DEVELOPMENT -> develop();
      case DEMONSTRATION -> demonstrate();
      default -> {}
    }
    Quarkus.run(arguments);
  }

  private static void develop() {
    URI publicUrl = URI.create("http://localhost:" + Integer.getInteger("quarkus.http.port", 8080));
    embedded(Instance.development(publicUrl));
  }

  private static void demonstrate() {
    int port = Integer.getInteger("quarkus.http.port", 8090);
    System.setProperty("quarkus.http.port", Integer.toString(port));
    System.setProperty("quarkus.profile", DEMONSTRATION);
    embedded(Instance.demonstration(URI.create("http://localhost:" + port)));
  }

  private static void embedded(Instance instance) {
    say(
        "chancery: %s mode, PostgreSQL on port %d, Keycloak on port %d, data in %s",
        instance.name(), instance.postgresPort(), instance.keycloakPort(), instance.folder());
    EmbeddedServices services = EmbeddedServices.start(instance);
    services.configuration().forEach(System::setProperty);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
