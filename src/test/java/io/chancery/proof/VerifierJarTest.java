package io.chancery.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that outsiders run; the build makes it before the tests. */
class VerifierJarTest {
  private static final Path JAR = Path.of("target", "chancery-verify.jar");
  private static final long MOST_BYTES = 15L << 20;
  private static final int JAVA_17 = 61;

  @TempDir Path folder;

  @Test
  void isSmallAndForJava17AndNeedsNothingElse() throws IOException {
    assertThat(JAR).exists();
    assertThat(Files.size(JAR)).isLessThan(MOST_BYTES);
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> ours =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith("io/") && name.endsWith(".class"))
              .toList();
      assertThat(ours)
          .contains("io/chancery/proof/Verify.class")
          .allMatch(
              name -> name.startsWith("io/chancery/proof/") || name.contains("/kernel/Sha256"));
      for (String name : ours) {
        try (var in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
          in.readInt();
          in.readUnsignedShort();
          assertThat(in.readUnsignedShort()).as(name).isEqualTo(JAVA_17);
        }
      }
    }
  }

  @Test
  void runsAloneAndAnswersWithItsExitCode() throws Exception {
    TestSigner log = new TestSigner("log.example/jar");
    byte[] entry = "entry".getBytes(StandardCharsets.UTF_8);
    byte[] leaf = Merkle.leafHash(entry);
    Files.createDirectories(folder.resolve("tile/entries/000.p"));
    Files.createDirectories(folder.resolve("tile/0/000.p"));
    Files.write(folder.resolve("tile/entries/000.p/1"), Tiles.bundle(List.of(entry)));
    Files.write(folder.resolve("tile/0/000.p/1"), leaf);
    Checkpoint checkpoint = new Checkpoint(log.key().name(), 1, leaf);
    Files.write(folder.resolve("checkpoint"), SignedCheckpoint.sign(checkpoint, log).bytes());
    assertThat(run("ledger", folder.toString(), "--key", log.key().toString()))
        .startsWith("0 ")
        .contains("Everything that was checked holds");
    Files.write(folder.resolve("tile/entries/000.p/1"), Tiles.bundle(List.of(leaf)));
    assertThat(run("ledger", folder.toString(), "--key", log.key().toString()))
        .startsWith("1 ")
        .contains("the first bad entry has index 0");
  }

  private static String run(String... args) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar"));
    command.add(JAR.toString());
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output;
  }
}
