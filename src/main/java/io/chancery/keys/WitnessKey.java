package io.chancery.keys;

import io.chancery.proof.NoteSigner;
import io.chancery.proof.VerifierKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The key that cosigns checkpoints of other logs (C2SP tlog-cosignature v1, type 4): the key
 * store's {@code witness}, never the one that signs our own.
 */
@Singleton
public class WitnessKey implements NoteSigner {
  private final @Nullable Ed25519Key key;

  @Inject
  WitnessKey(KeyRing ring) {
    this(ring.file());
  }

  WitnessKey(KeyStoreFile file) {
    boolean has = file.has(KeyStoreFile.WITNESS);
    this.key = has ? Ed25519Key.of(file, KeyStoreFile.WITNESS) : null;
  }

  /** Whether the installation has such a key, so that it can be a witness. */
  public boolean available() {
    return key != null;
  }

  @Override
  public VerifierKey key() {
    Ed25519Key known = known();
    return VerifierKey.cosignature(known.name(), known.publicKey());
  }

  @Override
  public byte[] sign(byte[] message) {
    return known().sign(message);
  }

  private Ed25519Key known() {
    if (key == null) {
      throw new IllegalStateException("chancery.keys.path: the key store has no key witness");
    }
    return key;
  }
}
