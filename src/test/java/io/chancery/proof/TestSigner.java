package io.chancery.proof;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

/** A fresh Ed25519 key for tests. */
public final class TestSigner implements NoteSigner {
  private final KeyPair pair;
  private final VerifierKey key;

  public TestSigner(String name) {
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    key = VerifierKey.ed25519(name, raw());
  }

  byte[] raw() {
    byte[] spki = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(spki, spki.length - 32, spki.length);
  }

  @Override
  public VerifierKey key() {
    return key;
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A cosignature line of type 4 over a note's text. */
  SignedNote.Signature cosign(String text, long time) {
    VerifierKey cosigner = VerifierKey.cosignature(key.name(), raw());
    byte[] signature = sign(VerifierKey.cosigned(time, text));
    byte[] timed = ByteBuffer.allocate(8 + 64).putLong(time).put(signature).array();
    return new SignedNote.Signature(cosigner.name(), cosigner.id(), timed);
  }
}
