package io.chancery.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.proof.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log's key in a token, with SoftHSM (Debian: softhsm2). SoftHSM reads its configuration from
 * an environment variable, so the part that opens the token runs in a process of its own.
 */
class Pkcs11TokenTest {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/softhsm/libsofthsm2.so"),
          Path.of("/usr/local/lib/softhsm/libsofthsm2.so"),
          Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

  @TempDir Path folder;

  @Test
  void aTokenSignsNotesAndKeepsItsKey() throws Exception {
    Path library =
        LIBRARIES.stream()
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new AssertionError("SoftHSM is missing: install softhsm2"));
    Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(
        folder.resolve("softhsm2.conf"), "directories.tokendir = " + folder + "/tokens\n");
    run("openssl", "genpkey", "-algorithm", "ed25519", "-out", "log.pem");
    run(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "chancery",
        "--pin",
        "1234",
        "--so-pin",
        "4321");
    run(
        "softhsm2-util",
        "--import",
        "log.pem",
        "--token",
        "chancery",
        "--label",
        "log",
        "--id",
        "01",
        "--pin",
        "1234");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String output =
        run(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            InToken.class.getName(),
            library.toString());
    assertThat(output).contains("all signed and verified");
    // The public half is the one that openssl made.
    byte[] spki =
        run("openssl", "pkey", "-in", "log.pem", "-pubout", "-outform", "DER")
            .getBytes(StandardCharsets.ISO_8859_1);
    String hex = HexFormat.of().formatHex(spki, spki.length - 32, spki.length);
    assertThat(output).contains(hex);
  }

  /** What runs beside, with SoftHSM's configuration in its environment. */
  public static final class InToken {
    private InToken() {}

    public static void main(String[] args) throws Exception {
      Path library = Path.of(args[0]);
      LogKey key =
          new LogKey(
              Ed25519Key.of(
                  new Pkcs11Token(library, "chancery", "1234".toCharArray(), "log"),
                  "log.example/token"));
      try (var pool = Executors.newFixedThreadPool(4)) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          String text = "log.example/token\n" + i + "\n";
          all.add(
              pool.submit(() -> {
                SignedNote note = SignedNote.sign(text, key);
                assertThat(note.signedBy(List.of(key.key()))).hasSize(1);
              }));
        }
        for (Future<?> one : all) {
          one.get();
        }
      }
      for (String[] wrong :
          List.of(
              new String[] {"other", "1234", "log", "chancery.keys.pkcs11.token"},
              new String[] {"chancery", "1234", "other", "chancery.keys.pkcs11.log-key"})) {
        assertThatThrownBy(
                () -> new Pkcs11Token(library, wrong[0], wrong[1].toCharArray(), wrong[2]))
            .hasMessageContaining(wrong[3]);
      }
      assertThatThrownBy(() -> new Pkcs11Token(Path.of("/none.so"), "chancery", new char[0], "log"))
          .hasMessageContaining("chancery.keys.pkcs11.library");
      System.out.println(
          HexFormat.of().formatHex(key.key().publicKey()) + " all signed and verified");
    }
  }

  private String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
    Process process = builder.redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor()).as(Stream.of(command).toList() + "\n" + output).isZero();
    return output;
  }
}
