package io.chancery.keys;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** The age identity (C2SP age v1, X25519) under which the vault keeps its bytes. */
@Singleton
public class VaultKey {
  private final String identity;
  private final String recipient;

  @Inject
  VaultKey(KeyRing ring) {
    this(ring.file());
  }

  VaultKey(KeyStoreFile file) {
    byte[] both = file.secret(KeyStoreFile.VAULT).getEncoded();
    String[] parts = new String(both, StandardCharsets.US_ASCII).split(" ");
    this.identity = parts[0];
    this.recipient = parts[1];
  }

  /** {@code AGE-SECRET-KEY-1...}; for {@code vault} alone. */
  public String identity() {
    return identity;
  }

  /** {@code age1...}. */
  public String recipient() {
    return recipient;
  }
}
