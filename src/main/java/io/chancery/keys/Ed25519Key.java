package io.chancery.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * An Ed25519 key (RFC 8032) and the name that it signs under.
 *
 * @param name in a key store: the common name of its certificate
 * @param publicKey 32 bytes
 * @param signing makes raw signatures of 64 bytes
 */
record Ed25519Key(String name, byte[] publicKey, Signing signing) {

  /** Where the private key is used: here or in a device. */
  @FunctionalInterface
  interface Signing {
    byte[] sign(byte[] message);
  }

  private static final int KEY_BYTES = 32;

  static Ed25519Key of(KeyStoreFile file, String alias) {
    X509Certificate certificate = file.chain(alias).get(0);
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    String name = IETFUtils.valueToString(subject.getRDNs(BCStyle.CN)[0].getFirst().getValue());
    byte[] spki = certificate.getPublicKey().getEncoded();
    byte[] raw = Arrays.copyOfRange(spki, spki.length - KEY_BYTES, spki.length);
    PrivateKey privateKey = file.privateKey(alias);
    return new Ed25519Key(name, raw, message -> sign(privateKey, message));
  }

  /** The key pair of a token, which has no place for a name. */
  static Ed25519Key of(Pkcs11Token token, String name) {
    return new Ed25519Key(name, token.publicKey(), token::sign);
  }

  byte[] sign(byte[] message) {
    return signing.sign(message);
  }

  private static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key cannot sign", e);
    }
  }
}
