package io.chancery;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.chancery.platform.embedded.EmbeddedPostgres;
import io.chancery.platform.embedded.EmbeddedServices;
import io.chancery.platform.embedded.Instance;
import io.chancery.proof.MemoryWitness;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A real PostgreSQL and a real Keycloak for the whole test run, on ports that were free when it
 * began. They are stopped when the test JVM ends, so that a restart of Quarkus finds them again.
 */
public final class TestServices implements QuarkusTestResourceLifecycleManager {
  /** What the operator's webhook was sent, a line a call. */
  public static final Path WEBHOOK_CALLS = Path.of("target", "webhook-calls.jsonl");

  /** While this file exists, the witness of the ledger does not answer. */
  public static final Path WITNESS_SILENT = Path.of("target", "witness-silent");

  // System properties outlive the class loaders of a Quarkus restart.
  private static final String PORTS = "chancery.test.ports";

  @Override
  public Map<String, String> start() {
    String[] ports = ports();
    int portal = Integer.parseInt(ports[0]);
    mailServer(Integer.parseInt(ports[3]), Integer.parseInt(ports[4]));
    Instance instance =
        Instance.test(
            Integer.parseInt(ports[1]),
            Integer.parseInt(ports[2]),
            URI.create("http://localhost:" + portal));
    EmbeddedServices services = EmbeddedServices.start(instance);
    Map<String, String> settings = new HashMap<>(services.configuration());
    EmbeddedPostgres.Login administrator = services.postgres().login(EmbeddedPostgres.SUPERUSER);
    settings.put("chancery.test.administrator", administrator.user());
    settings.put("chancery.test.administrator-password", administrator.password());
    settings.put(RealmKey.OPERATOR_SECRET, services.operatorSecret());
    settings.put("chancery.webhook.url", webhook().toString());
    settings.put("chancery.ledger.policy", witnessPolicy().toString());
    settings.put("chancery.policy.folder", ownRules().toString());
    settings.put("quarkus.http.test-port", Integer.toString(portal));
    return settings;
  }

  @Override
  public void stop() {
    // See above.
  }

  /** The operator's own system, which is outside the machine in real life. */
  private static URI webhook() {
    try {
      Files.deleteIfExists(WEBHOOK_CALLS);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/hook",
          exchange -> {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                WEBHOOK_CALLS, body + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where Keycloak's invitations arrive; it lives as long as Keycloak does. */
  private static void mailServer(int smtp, int pop3) {
    if (Integer.getInteger(InvitationMail.POP3_PORT) == null) {
      System.setProperty("chancery.embedded.smtp-port", Integer.toString(smtp));
      System.setProperty(InvitationMail.POP3_PORT, Integer.toString(pop3));
      new GreenMail(
              new ServerSetup[] {
                new ServerSetup(smtp, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(pop3, "127.0.0.1", ServerSetup.PROTOCOL_POP3)
              })
          .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication())
          .start();
    }
  }

  /** A version of the rules in the operator's folder whose day no test reaches. */
  private static Path ownRules() {
    try (InputStream shipped = TestServices.class.getResourceAsStream("/policy/us-federal.yaml")) {
      String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
      Path folder = Files.createDirectories(Path.of("target", "own-rules"));
      Files.writeString(
          folder.resolve("ours.yaml"),
          text.replaceFirst("version: \"[0-9.]+\"", "version: \"2090.1\"")
              .replaceFirst("effective: [0-9-]+", "effective: 2090-01-01")
              .replaceFirst("amount: 14", "amount: 10"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A release needs the cosignature of somebody else's witness, which cannot know us before. */
  private static Path witnessPolicy() {
    try {
      Files.deleteIfExists(WITNESS_SILENT);
      MemoryWitness witness = new MemoryWitness(() -> !Files.exists(WITNESS_SILENT));
      return Files.writeString(Path.of("target", "witness-policy.txt"), witness.policy());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] ports() {
    String known = System.getProperty(PORTS);
    if (known == null) {
      known =
          freePort() + " " + freePort() + " " + freePort() + " " + freePort() + " " + freePort();
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
