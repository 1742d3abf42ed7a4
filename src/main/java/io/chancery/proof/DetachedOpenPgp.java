package io.chancery.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.jspecify.annotations.Nullable;

/**
 * A detached OpenPGP signature (RFC 9580) over some bytes, by one of the given keys.
 *
 * @param fingerprint the signing key's, lower-case hex
 * @param at when it says that it was made
 */
public record DetachedOpenPgp(String fingerprint, Instant at) {

  /**
   * Reads public keys, armored or binary.
   *
   * @throws InvalidProofException when there is none
   */
  public static List<PGPPublicKeyRing> keys(byte[] bytes) {
    try {
      PGPPublicKeyRingCollection rings =
          new BcPGPPublicKeyRingCollection(
              PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes)));
      List<PGPPublicKeyRing> keys = new java.util.ArrayList<>();
      rings.getKeyRings().forEachRemaining(keys::add);
      if (keys.isEmpty()) {
        throw new InvalidProofException("the file holds no OpenPGP key");
      }
      return keys;
    } catch (IOException | PGPException e) {
      throw new InvalidProofException("the file holds no readable OpenPGP key", e);
    }
  }

  /**
   * Verifies a signature.
   *
   * @param signature armored or binary, with one signature
   * @throws InvalidProofException when it is malformed, about other bytes, or by none of the keys
   */
  public static DetachedOpenPgp verify(
      byte[] signature, byte[] content, Collection<PGPPublicKeyRing> keys) {
    try {
      PGPSignature only = read(signature);
      PGPPublicKey key = signer(only, keys);
      if (key == null) {
        throw new InvalidProofException("the OpenPGP signature is by none of the given keys");
      }
      only.init(new BcPGPContentVerifierBuilderProvider(), key);
      only.update(content);
      if (!only.verify()) {
        throw new InvalidProofException("the OpenPGP signature is wrong");
      }
      return new DetachedOpenPgp(
          HexFormat.of().formatHex(key.getFingerprint()), only.getCreationTime().toInstant());
    } catch (InvalidProofException e) {
      throw e;
    } catch (IOException | PGPException | RuntimeException e) {
      // The packet parser answers damage with any of them.
      throw new InvalidProofException("the OpenPGP signature does not verify", e);
    }
  }

  private static PGPSignature read(byte[] signature) throws IOException {
    Object first =
        new BcPGPObjectFactory(PGPUtil.getDecoderStream(new ByteArrayInputStream(signature)))
            .nextObject();
    if (first instanceof PGPSignatureList list
        && list.size() == 1
        && list.get(0).getSignatureType() == PGPSignature.BINARY_DOCUMENT) {
      return list.get(0);
    }
    throw new InvalidProofException("this is not one detached OpenPGP signature");
  }

  private static @Nullable PGPPublicKey signer(
      PGPSignature signature, Collection<PGPPublicKeyRing> keys) {
    for (PGPPublicKeyRing ring : keys) {
      PGPPublicKey key = ring.getPublicKey(signature.getKeyID());
      if (key != null) {
        return key;
      }
    }
    return null;
  }
}
