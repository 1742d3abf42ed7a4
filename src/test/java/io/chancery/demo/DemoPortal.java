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
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged application in demonstration mode, with fresh data, for the time of one run. */
final class DemoPortal implements AutoCloseable {
  private static final Path FOLDER = Path.of(".local", "demo").toAbsolutePath();

  private final Process process;
  private final URI url;

  private DemoPortal(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  static DemoPortal start(Path out) throws IOException, InterruptedException {
    // New browsers have no passkeys of an earlier run, so the people must be new as well.
    delete(FOLDER);
    int port = freePort();
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dchancery.mode=demonstration",
                    "-Dquarkus.http.port=" + port,
                    "-Dchancery.embedded.postgres-port=" + freePort(),
                    "-Dchancery.embedded.keycloak-port=" + freePort(),
                    "-jar",
                    "target/quarkus-app/quarkus-run.jar"))
            .redirectErrorStream(true)
            .redirectOutput(out.resolve("portal.log").toFile())
            .start();
    DemoPortal portal = new DemoPortal(process, URI.create("http://localhost:" + port));
    Runtime.getRuntime().addShutdownHook(new Thread(portal::close));
    portal.awaitReady(out);
    return portal;
  }

  URI url() {
    return url;
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

  private void awaitReady(Path out) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    HttpRequest question =
        HttpRequest.newBuilder(url.resolve("/q/health/ready"))
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
