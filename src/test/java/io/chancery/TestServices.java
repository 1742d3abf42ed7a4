package io.chancery;

import io.chancery.platform.embedded.EmbeddedServices;
import io.chancery.platform.embedded.Instance;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A real PostgreSQL and a real Keycloak for the whole test run, on ports that were free when it
 * began. They are stopped when the test JVM ends, so that a restart of Quarkus finds them again.
 */
public final class TestServices implements QuarkusTestResourceLifecycleManager {
  // System properties outlive the class loaders of a Quarkus restart.
  private static final String PORTS = "chancery.test.ports";

  @Override
  public Map<String, String> start() {
    String[] ports = ports();
    int portal = Integer.parseInt(ports[0]);
    Instance instance =
        Instance.test(
            Integer.parseInt(ports[1]),
            Integer.parseInt(ports[2]),
            URI.create("http://localhost:" + portal));
    Map<String, String> settings = new HashMap<>(EmbeddedServices.start(instance).configuration());
    settings.put("quarkus.http.test-port", Integer.toString(portal));
    return settings;
  }

  @Override
  public void stop() {
    // See above.
  }

  private static String[] ports() {
    String known = System.getProperty(PORTS);
    if (known == null) {
      known = freePort() + " " + freePort() + " " + freePort();
      System.setProperty(PORTS, known);
    }
    return known.split(" ");
  }

  /** A port that nobody listens on at this moment. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
