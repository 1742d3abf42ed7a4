package io.chancery.keys;

import java.nio.file.Path;
import java.time.Instant;

/** Fresh keys without a container. */
public final class KeysForTests {
  private final KeyStoreFile file;

  /** Makes a key store in {@code folder}. */
  public KeysForTests(Path folder) {
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    file =
        KeyStoreFile.generate(
            folder.resolve("keys.p12"), "test".toCharArray(), "log.example/tests", now);
  }

  public LogKey logKey() {
    return new LogKey(file);
  }

  public Macs macs() {
    return new Macs(file);
  }

  public Envelopes envelopes() {
    return new Envelopes(file);
  }

  public VaultKey vaultKey() {
    return new VaultKey(file);
  }
}
