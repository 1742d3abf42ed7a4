package io.chancery.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
    String vkey = Files.readString(out.resolve("log.vkey")).strip();
    run(out, "java-verify", "ledger", folder.toString(), "--key", vkey);
    run(out, goVerifier().toString(), "log", vkey, folder.toString());
    held.add("ledger (Go sumdb)");
  }

  void production(Path production, Path identity, String reference) throws Exception {
    Path work = Files.createTempDirectory("chancery-demo");
    try {
      Path zip = work.resolve("bag.zip");
      run(
          work,
          "age",
          "-d",
          "-i",
          identity.toString(),
          "-o",
          zip.toString(),
          production.toString());
      held.add("age");
      run(work, "unzip", "-tqq", zip.toString());
      run(work, "unzip", "-q", zip.toString());
      held.add("unzip");
      Path bag = work.resolve(production.getFileName().toString().replace(".bag.zip.age", ""));
      run(bag, "sha256sum", "-c", "--quiet", "--strict", "manifest-sha256.txt");
      run(bag, "sha256sum", "-c", "--quiet", "--strict", "tagmanifest-sha256.txt");
      held.add("sha256sum");
      proofs(bag);
      String vkey = Files.readString(out.resolve("log.vkey")).strip();
      run(work, "java-verify", "package", zip.toString(), "--key", vkey);
      held.add("chancery-verify");
      if (!Files.readString(bag.resolve("bag-info.txt")).contains(reference)) {
        throw new DemoFailed("the bag does not name its case");
      }
    } finally {
      delete(work);
    }
  }

  /** Each disclosed entry against its proof and the checkpoint in the bag, by the Go libraries. */
  private void proofs(Path bag) throws Exception {
    String vkey = Files.readString(out.resolve("log.vkey")).strip();
    Path leaf = bag.resolveSibling("leaf");
    int proven = 0;
    for (String line : Files.readAllLines(bag.resolve("custody/events.jsonl"))) {
      String n = line.replaceAll(".*\"n\":(\\d+).*", "$1");
      Files.writeString(leaf, line);
      run(
          out,
          goVerifier().toString(),
          "proof",
          vkey,
          leaf.toString(),
          bag.resolve("custody/proofs/" + n + ".tlog-proof").toString());
      proven++;
    }
    if (proven == 0) {
      throw new DemoFailed("the bag proves no entry");
    }
    held.add(proven + " proofs (Go sumdb)");
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

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
