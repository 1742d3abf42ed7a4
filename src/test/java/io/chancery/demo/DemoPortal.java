package io.chancery.demo;

import io.chancery.platform.embedded.SeededPerson;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged application in demonstration mode, with fresh data, for the time of one run. */
final class DemoPortal implements AutoCloseable {
  private static final Path FOLDER = Path.of(".local", "demo").toAbsolutePath();

  /** The dynamic linker puts the processor's own folder in the place of the variable. */
  private static final String FAKETIME = "/usr/$LIB/faketime/libfaketimeMT.so.1";

  private final Path out;
  private final int port;
  private final int postgresPort;
  private final int keycloakPort;
  private Process process;
  private Duration shift = Duration.ZERO;

  private DemoPortal(Path out) throws IOException {
    this.out = out;
    this.port = freePort();
    this.postgresPort = freePort();
    this.keycloakPort = freePort();
    this.process = launch();
  }

  static DemoPortal start(Path out) throws IOException, InterruptedException {
    // New browsers have no passkeys of an earlier run, so the people must be new as well.
    delete(FOLDER);
    DemoPortal portal = new DemoPortal(out);
    Runtime.getRuntime().addShutdownHook(new Thread(portal::close));
    portal.awaitReady();
    return portal;
  }

  /** As a power failure would: the process gets no chance to tidy up. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Starts the portal on the data that the killed one left. */
  void startAgain() throws IOException, InterruptedException {
    shift = Duration.ZERO;
    process = launch();
    awaitReady();
  }

  /**
   * Starts the portal again with a clock that is wrong by so much. The database and the identity
   * provider, which outlived the killed portal, keep the right time.
   */
  void startAgain(Duration wrongBy) throws IOException, InterruptedException {
    shift = wrongBy;
    process = launch();
    awaitUp("live");
  }

  /** Runs a command of the packaged application, on this data, while the portal is down. */
  int command(Path output, String... arguments) throws IOException, InterruptedException {
    close();
    return new ProcessBuilder(words(arguments))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start()
        .waitFor();
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out.resolve("portal.log").toFile()));
    if (!shift.isZero()) {
      builder
          .environment()
          .putAll(
              Map.of(
                  "LD_PRELOAD",
                  FAKETIME,
                  "FAKETIME",
                  "%+d".formatted(shift.toSeconds()),
                  // The JVM waits by the monotonic clock; changed, it waits without waiting.
                  "FAKETIME_DONT_FAKE_MONOTONIC",
                  "1",
                  "FAKETIME_FORCE_MONOTONIC_FIX",
                  "0"));
    }
    return builder.start();
  }

  private List<String> words(String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dchancery.mode=demonstration",
                "-Dquarkus.http.port=" + port,
                "-Dchancery.embedded.postgres-port=" + postgresPort,
                "-Dchancery.embedded.keycloak-port=" + keycloakPort,
                "-jar",
                "target/quarkus-app/quarkus-run.jar"));
    words.addAll(List.of(arguments));
    return words;
  }

  URI url() {
    return URI.create("http://localhost:" + port);
  }

  /** Where this portal keeps its sealed bytes. */
  Path vault() {
    return FOLDER.resolve("vault");
  }

  Path agencyIdentity() {
    return FOLDER.resolve("agencies").resolve(SeededPerson.METRO + ".agekey");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private void awaitReady() throws InterruptedException {
    awaitUp("ready");
  }

  private void awaitUp(String check) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    HttpRequest question =
        HttpRequest.newBuilder(url().resolve("/q/health/" + check))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end && process.isAlive()) {
        try {
          if (client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // Not there yet.
        }
        TimeUnit.MILLISECONDS.sleep(300);
      }
    }
    close();
    throw new DemoFailed("the portal did not start; see " + out.resolve("portal.log"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
