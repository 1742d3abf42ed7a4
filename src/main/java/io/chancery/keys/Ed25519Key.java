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
 * An Ed25519 key (RFC 8032) that is known by the common name of its certificate.
 *
 * @param name the common name
 * @param publicKey 32 bytes
 * @param privateKey may live in a device
 */
record Ed25519Key(String name, byte[] publicKey, PrivateKey privateKey) {
  private static final int KEY_BYTES = 32;

  static Ed25519Key of(KeyStoreFile file, String alias) {
    X509Certificate certificate = file.chain(alias).get(0);
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    String name = IETFUtils.valueToString(subject.getRDNs(BCStyle.CN)[0].getFirst().getValue());
    byte[] spki = certificate.getPublicKey().getEncoded();
    byte[] raw = Arrays.copyOfRange(spki, spki.length - KEY_BYTES, spki.length);
    return new Ed25519Key(name, raw, file.privateKey(alias));
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key of " + name + " cannot sign", e);
    }
  }
}
