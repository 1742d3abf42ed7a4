package io.chancery.platform;

import io.chancery.platform.embedded.EmbeddedServices;
import io.chancery.platform.embedded.Instance;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.net.URI;
import java.util.Locale;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Decides what runs before the portal: embedded servers in development and demonstration mode, the
 * checks of the settings in production.
 */
public final class Launcher {
  /** {@code development} (set by the build for quarkus:dev), {@code demonstration}, or absent. */
  static final String MODE = "chancery.mode";

  /** Whether this process takes work from the queue. */
  static final String TASKS = "chancery.tasks.enabled";

  static final String DEVELOPMENT = "development";
  static final String DEMONSTRATION = "demonstration";

  private static final int REFUSED = 78;

  private Launcher() {}

  /** Starts what the mode needs, then the portal, and returns when the portal has stopped. */
  public static void launch(String... arguments) {
    switch (System.getProperty(MODE, "")) {
      case DEVELOPMENT -> develop();
      case DEMONSTRATION -> demonstrate();
      default -> produce();
    }
    Quarkus.run(arguments);
  }

  /**
   * Runs a command against the portal's database beside a portal that runs or does not, and ends
   * the process with its exit code. Serves nothing, takes no work, migrates nothing. In
   * demonstration mode the portal must be down: the embedded servers belong to whoever runs.
   */
  public static void command(Class<? extends QuarkusApplication> command, String... arguments) {
    if (System.getProperty(MODE, "").equals(DEMONSTRATION)) {
      demonstrate();
    } else {
      produce();
    }
    System.setProperty("quarkus.http.host-enabled", "false");
    System.setProperty("quarkus.scheduler.enabled", "false");
    System.setProperty("quarkus.flyway.migrate-at-start", "false");
    System.setProperty("quarkus.log.level", "WARN");
    System.setProperty("chancery.ledger.sequencer", "false");
    System.setProperty(TASKS, "false");
    Quarkus.run(command, arguments);
  }

  private static void develop() {
    int port = Integer.getInteger("quarkus.http.port", 8080);
    embedded(Instance.development(URI.create("http://localhost:" + port)));
  }

  private static void demonstrate() {
    int port = Integer.getInteger("quarkus.http.port", 8090);
    System.setProperty("quarkus.http.port", Integer.toString(port));
    System.setProperty("quarkus.profile", DEMONSTRATION);
    embedded(Instance.demonstration(URI.create("http://localhost:" + port)));
  }

  private static void produce() {
    try {
      StartupChecks.settings(ConfigProvider.getConfig());
    } catch (StartupChecks.Refused e) {
      System.err.println(e.getMessage());
      System.exit(REFUSED);
    }
  }

  private static void embedded(Instance instance) {
    // Not a wish: whoever shows the portal to a network does not do it with these people.
    System.setProperty("quarkus.http.host", "127.0.0.1");
    System.out.printf(
        Locale.ROOT,
        "Chancery: starting PostgreSQL (port %d) and Keycloak (port %d) for %s mode, data in %s."
            + " The first start takes a minute.%n",
        instance.postgresPort(),
        instance.keycloakPort(),
        System.getProperty(MODE),
        instance.folder());
    EmbeddedServices.start(instance).configuration().forEach(System::setProperty);
  }
}
