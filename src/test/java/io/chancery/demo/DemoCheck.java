package io.chancery.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Decrypts and verifies with tools that others wrote, and with our own stand-alone verifier. */
final class DemoCheck {
  private final Path out;
  private final List<String> held = new ArrayList<>();

  DemoCheck(Path out) {
    this.out = out;
  }

  String held() {
    return String.join(", ", held);
  }

  void sha256(Path file, String expected) throws Exception {
    String sum = run(out, "sha256sum", file.toString());
    if (!sum.startsWith(expected)) {
      throw new DemoFailed("the file that was fetched is not the one that was released");
    }
  }

  void ledger(Path zip) throws Exception {
    Path folder = out.resolve("ledger");
    run(out, "unzip", "-q", "-o", zip.toString(), "-d", folder.toString());
    Files.delete(zip);
    String vkey = Files.readString(out.resolve("keys/log.vkey")).strip();
    run(out, "java-verify", "ledger", folder.toString(), "--key", vkey);
    run(out, goVerifier().toString(), "log", vkey, folder.toString());
    held.add("ledger (Go sumdb)");
  }

  /** Runs {@code deploy/verify-package}, which names each check that held. */
  void production(Path production, Path identity) throws Exception {
    Path script = Path.of("deploy", "verify-package").toAbsolutePath();
    String said =
        run(
            out,
            script.toString(),
            production.toString(),
            identity.toString(),
            out.resolve("keys").toString());
    said.lines()
        .map(line -> line.replaceFirst("holds +([^:]+):.*", "$1"))
        .distinct()
        .forEach(held::add);
  }

  private Path goVerifier() throws Exception {
    Path binary = Path.of("target", "tlogverify").toAbsolutePath();
    if (!Files.exists(binary)) {
      run(
          Path.of(".").toAbsolutePath(),
          "go",
          "build",
          "-o",
          binary.toString(),
          "src/test/go/tlogverify.go");
    }
    return binary;
  }

  private static String run(Path folder, String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command));
    if (words.getFirst().equals("java-verify")) {
      words.removeFirst();
      words.addAll(
          0,
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-jar",
              Path.of("target", "chancery-verify.jar").toAbsolutePath().toString()));
    }
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("GOPATH", "/usr/share/gocode");
    builder.environment().put("GO111MODULE", "off");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new DemoFailed(words.getFirst() + " is missing; see the package line of the README");
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new DemoFailed(String.join(" ", words) + " said:\n" + output);
    }
    return output;
  }
}
