package io.chancery.keys;

import io.chancery.proof.NoteSigner;
import io.chancery.proof.VerifierKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * A second signature of the log under its checkpoints, by ML-DSA-44 (FIPS 204) as a C2SP
 * tlog-cosignature of type 6: it holds when Ed25519 no longer does. Only where the key store has
 * the key {@code log-ml-dsa}, because the line makes each proof three kilobytes longer
 * (docs/formats/ledger.md).
 */
@Singleton
public class PostQuantumLogKey implements NoteSigner {
  static final String ALIAS = "log-ml-dsa";
  private static final String ALGORITHM = "ML-DSA-44";

  private final @Nullable PrivateKey key;
  private final @Nullable VerifierKey verifier;
  private final Clock clock;

  @Inject
  PostQuantumLogKey(KeyRing ring, LogKey log, Clock clock) {
    this(ring.file(), log, clock);
  }

  PostQuantumLogKey(KeyStoreFile file, LogKey log, Clock clock) {
    boolean has = file.has(ALIAS);
    this.key = has ? file.privateKey(ALIAS) : null;
    this.verifier =
        has
            ? VerifierKey.mlDsa44(
                log.name(), raw(file.chain(ALIAS).get(0).getPublicKey().getEncoded()))
            : null;
    this.clock = clock;
  }

  /** The signer, or none. */
  public List<NoteSigner> signers() {
    return key == null ? List.of() : List.of(this);
  }

  @Override
  public VerifierKey key() {
    if (verifier == null) {
      throw new IllegalStateException("chancery.keys.path: the key store has no key " + ALIAS);
    }
    return verifier;
  }

  /**
   * The time and the signature.
   *
   * @param message a checkpoint's text
   */
  @Override
  public byte[] sign(byte[] message) {
    long time = clock.instant().getEpochSecond();
    String text = new String(message, StandardCharsets.UTF_8);
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(VerifierKey.cosignedTree(key().name(), time, text));
      byte[] bare = signature.sign();
      return ByteBuffer.allocate(Long.BYTES + bare.length).putLong(time).put(bare).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key " + ALIAS + " cannot sign", e);
    }
  }

  private static byte[] raw(byte[] spki) {
    return SubjectPublicKeyInfo.getInstance(spki).getPublicKeyData().getBytes();
  }
}
