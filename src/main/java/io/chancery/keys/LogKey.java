package io.chancery.keys;

import io.chancery.proof.NoteSigner;
import io.chancery.proof.VerifierKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** The key that signs checkpoints of the ledger (Ed25519, RFC 8032). */
@Singleton
public class LogKey implements NoteSigner {
  private final VerifierKey key;
  private final PrivateKey privateKey;

  @Inject
  LogKey(KeyRing ring) {
    this(ring.file());
  }

  LogKey(KeyStoreFile file) {
    this.key = file.logKey();
    this.privateKey = file.privateKey(KeyStoreFile.LOG);
  }

  @Override
  public VerifierKey key() {
    return key;
  }

  /** The log's name, which is the origin of its checkpoints. */
  public String name() {
    return key.name();
  }

  /** The verifier key as text (C2SP signed-note), to be published. */
  public String vkey() {
    return key.toString();
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the log's key cannot sign", e);
    }
  }
}
