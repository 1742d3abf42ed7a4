package io.chancery.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Fresh keys without a container. */
public final class KeysForTests {
  private final KeyStoreFile file;

  /** Makes a key store in {@code folder}. */
  public KeysForTests(Path folder) {
    Instant now = Instant.now().minus(Duration.ofDays(1));
    file =
        KeyStoreFile.generate(
            folder.resolve("keys.p12"), "test".toCharArray(), "log.example/tests", now);
  }

  public LogKey logKey() {
    return new LogKey(Ed25519Key.of(file, KeyStoreFile.LOG));
  }

  /** With a second key that {@code keytool} made, as an operator would. */
  public static PostQuantumLogKey postQuantum(Path folder) throws Exception {
    Path path = folder.resolve("keys.p12");
    KeyStoreFile.generate(path, "test12".toCharArray(), "log.example/tests", Instant.now());
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                path.toString(),
                "-storepass",
                "test12",
                "-alias",
                PostQuantumLogKey.ALIAS,
                "-keyalg",
                "ML-DSA-44",
                "-dname",
                "CN=log.example/tests")
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
    KeyStoreFile file = KeyStoreFile.open(path, "test12".toCharArray());
    return new PostQuantumLogKey(
        file, new LogKey(Ed25519Key.of(file, KeyStoreFile.LOG)), Clock.systemUTC());
  }

  public Macs macs() {
    return new Macs(file);
  }

  public Envelopes envelopes() {
    return new Envelopes(file);
  }

  public Signer signer() {
    return new Signer(file, Clock.systemUTC());
  }

  public OpenPgpSigner openPgpSigner() {
    return new OpenPgpSigner(file, Clock.systemUTC());
  }

  /** Stamps by the embedded authority. */
  public TimeStamps timeStamps() {
    return new TimeStamps(null, file, Duration.ofSeconds(5), Clock.systemUTC());
  }

  /** No authority at all. */
  public TimeStamps noTimeStamps() {
    return new TimeStamps(null, null, Duration.ofSeconds(5), Clock.systemUTC());
  }

  public WitnessKey witnessKey() {
    return new WitnessKey(file);
  }

  public VaultKey vaultKey() {
    return new VaultKey(file);
  }
}
