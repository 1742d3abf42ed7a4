package io.chancery.keys;

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

  public Macs macs() {
    return new Macs(file);
  }

  public Envelopes envelopes() {
    return new Envelopes(file);
  }

  public Signer signer() {
    return new Signer(file, Clock.systemUTC());
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
