package io.chancery.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Keycloak from its own distribution, which the build unpacks. The server's programs are
 * shared by all instances; each instance has a home folder of its own with data and imports.
 */
final class EmbeddedKeycloak {
  /** The name under which the secret of Keycloak's own administrator is kept. */
  static final String OPERATOR = "keycloak.operator";

  private static final int START_SECONDS = 180;

  private final Instance instance;
  private final Path home;
  private final Path log;
  private final Path pidFile;

  private EmbeddedKeycloak(Instance instance) {
    this.instance = instance;
    this.home = instance.folder().resolve("keycloak");
    this.log = home.resolve("keycloak.log");
    this.pidFile = home.resolve("keycloak.pid");
  }

  /** Starts the server, or adopts a healthy one that a killed run of this instance left behind. */
  static EmbeddedKeycloak start(Instance instance, Secrets secrets) {
    EmbeddedKeycloak keycloak = new EmbeddedKeycloak(instance);
    try {
      keycloak.up(secrets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keycloak;
  }

  /** Stops the server and waits for it. */
  void stop() {
    running().ifPresent(EmbeddedKeycloak::end);
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void up(Secrets secrets) throws IOException {
    if (running().isPresent()) {
      if (instance.keepsData() && healthy()) {
        return;
      }
      stop();
    }
    Path server = distribution();
    buildOnce(server);
    if (!instance.keepsData()) {
      Commands.delete(home);
    }
    Files.createDirectories(home.resolve("providers"));
    Path library = home.resolve("lib");
    Files.deleteIfExists(library);
    Files.createSymbolicLink(library, server.resolve("lib"));
    // Realms that exist are left alone by the import: passkeys that people enrolled survive.
    new Realms(instance, secrets).writeTo(home.resolve("data").resolve("import"));
    launch(server, secrets);
  }

  private void launch(Path server, Secrets secrets) throws IOException {
    Files.deleteIfExists(log);
    Process process =
        kc(
            server,
            log,
            operator(secrets),
            "start",
            "--optimized",
            "--import-realm",
            // Without it the server opens cluster ports on every address.
            "--cache=local",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + instance.keycloakPort(),
            "--hostname=http://localhost:" + instance.keycloakPort(),
            "-Dkc.home.dir=" + home);
    writePid(process.toHandle());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!healthy()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String last = Commands.tail(log);
        end(process.toHandle());
        throw new IllegalStateException("Keycloak did not start; " + log + " ends with:\n" + last);
      }
      Commands.pause(200);
    }
    // The script's child is the server itself, which outlives a killed script.
    Optional<ProcessHandle> child = process.toHandle().children().findFirst();
    if (child.isPresent()) {
      writePid(child.get());
    }
  }

  /** Quarkus' augmentation of the server itself, kept for every later start. */
  private void buildOnce(Path server) throws IOException {
    Path marker = server.resolve("chancery-built");
    try (FileChannel channel =
            FileChannel.open(
                server.resolve("chancery.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (Files.exists(marker)) {
        return;
      }
      Path output = server.resolve("chancery-build.log");
      Process build = kc(server, output, Map.of(), "build", "--db=dev-file");
      try {
        if (!build.waitFor(START_SECONDS, TimeUnit.SECONDS) || build.exitValue() != 0) {
          end(build.toHandle());
          throw new IllegalStateException("Keycloak's build failed:\n" + Commands.tail(output));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while building Keycloak", e);
      }
      Files.createFile(marker);
    }
  }

  /** Keycloak's own administrator, whom only a server knows whose data is thrown away. */
  private Map<String, String> operator(Secrets secrets) {
    return instance.keepsData()
        ? Map.of()
        : Map.of(
            "KC_BOOTSTRAP_ADMIN_CLIENT_ID",
            "operator",
            "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET",
            secrets.get(OPERATOR));
  }

  private static Process kc(
      Path server, Path output, Map<String, String> settings, String... arguments)
      throws IOException {
    // Unpacking loses the run bit, so the shell is named.
    List<String> command =
        new ArrayList<>(List.of("bash", server.resolve("bin").resolve("kc.sh").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA_OPTS"));
    environment.remove("JAVA");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
    environment.putAll(settings);
    environment.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    return builder.start();
  }

  private Path distribution() throws IOException {
    try (Stream<Path> entries = Files.list(instance.localFolder())) {
      return entries
          .filter(path -> path.getFileName().toString().matches("keycloak-\\d.*"))
          .filter(path -> Files.exists(path.resolve("bin").resolve("kc.sh")))
          .max(Comparator.naturalOrder())
          .orElseThrow(() ->
              new IllegalStateException(
                  "Keycloak is not unpacked under "
                      + instance.localFolder()
                      + ": run ./mvnw initialize, or name the folder with -D"
                      + Instance.LOCAL_FOLDER));
    }
  }

  private boolean healthy() {
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      for (String realm : Realms.NAMES) {
        URI address = URI.create(instance.issuer(realm) + "/.well-known/openid-configuration");
        var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200
            || !answer.body().contains('"' + instance.issuer(realm).toString() + '"')) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<ProcessHandle> running() {
    try {
      String[] words = Files.readString(pidFile).strip().split(" ");
      long started = Long.parseLong(words[1]);
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          // A process id is used again one day: the start time tells them apart.
          .filter(process -> startedAt(process) == started);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void writePid(ProcessHandle process) throws IOException {
    Files.writeString(pidFile, process.pid() + " " + startedAt(process) + "\n");
  }

  private static long startedAt(ProcessHandle process) {
    return process.info().startInstant().map(instant -> instant.toEpochMilli()).orElse(0L);
  }

  private static void end(ProcessHandle process) {
    List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process)).toList();
    all.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (all.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() > deadline) {
        all.forEach(ProcessHandle::destroyForcibly);
      }
      Commands.pause(100);
    }
  }
}
