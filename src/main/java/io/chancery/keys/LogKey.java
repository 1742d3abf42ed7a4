package io.chancery.keys;

import io.chancery.proof.NoteSigner;
import io.chancery.proof.VerifierKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The key that signs checkpoints of the ledger (Ed25519, RFC 8032). */
@Singleton
public class LogKey implements NoteSigner {
  private final Ed25519Key key;

  @Inject
  LogKey(KeyRing ring) {
    this(ring.logKey());
  }

  LogKey(Ed25519Key key) {
    this.key = key;
  }

  @Override
  public VerifierKey key() {
    return VerifierKey.ed25519(key.name(), key.publicKey());
  }

  /** The log's name, which is the origin of its checkpoints. */
  public String name() {
    return key.name();
  }

  /** The verifier key as text (C2SP signed-note), to be published. */
  public String vkey() {
    return key().toString();
  }

  @Override
  public byte[] sign(byte[] message) {
    return key.sign(message);
  }
}
