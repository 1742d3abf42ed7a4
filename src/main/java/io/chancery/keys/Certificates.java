package io.chancery.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes the certificates of generated key stores (RFC 5280). An installation in production brings
 * certificates of its own authority.
 */
final class Certificates {
  private static final int YEARS = 30;
  private static final int SERIAL_BYTES = 16;

  /** A private key with the path to its root, itself first. */
  record Chain(PrivateKey key, X509Certificate[] certificates) {}

  private final Instant from;

  Certificates(Instant from) {
    this.from = from;
  }

  /** The log's key: the certificate only carries its name. */
  Chain log(String name) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    JcaX509v3CertificateBuilder builder = builder(name(name), name(name), pair);
    return new Chain(
        pair.getPrivate(), new X509Certificate[] {sign(builder, "Ed25519", pair.getPrivate())});
  }

  /** A key that proves who asks; the certificate only carries a name. */
  Chain client(String name) throws GeneralSecurityException {
    KeyPair pair = elliptic();
    JcaX509v3CertificateBuilder builder = builder(name(name), name(name), pair);
    extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
    return new Chain(
        pair.getPrivate(),
        new X509Certificate[] {sign(builder, "SHA256withECDSA", pair.getPrivate())});
  }

  /** An authority for the other two. */
  Chain authority(String name) throws GeneralSecurityException {
    KeyPair pair = elliptic();
    JcaX509v3CertificateBuilder builder = builder(name(name), name(name), pair);
    extend(builder, Extension.basicConstraints, new BasicConstraints(0));
    extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    identify(builder, pair);
    return new Chain(
        pair.getPrivate(),
        new X509Certificate[] {sign(builder, "SHA256withECDSA", pair.getPrivate())});
  }

  /** A certificate that signs documents. */
  Chain signer(String name, Chain authority) throws GeneralSecurityException {
    KeyPair pair = elliptic();
    JcaX509v3CertificateBuilder builder = issuedBy(authority, name, pair);
    extend(
        builder,
        Extension.keyUsage,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
    return issued(builder, pair, authority);
  }

  /** A certificate that signs time-stamps and nothing else (RFC 3161 section 2.3). */
  Chain timeStamper(String name, Chain authority) throws GeneralSecurityException {
    KeyPair pair = elliptic();
    JcaX509v3CertificateBuilder builder = issuedBy(authority, name, pair);
    extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
    extend(
        builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
    return issued(builder, pair, authority);
  }

  private JcaX509v3CertificateBuilder issuedBy(Chain authority, String name, KeyPair pair)
      throws GeneralSecurityException {
    X500Principal issuer = authority.certificates()[0].getSubjectX500Principal();
    JcaX509v3CertificateBuilder builder = builder(issuer, name(name), pair);
    extend(builder, Extension.basicConstraints, new BasicConstraints(false));
    identify(builder, pair);
    return builder;
  }

  private static Chain issued(JcaX509v3CertificateBuilder builder, KeyPair pair, Chain authority)
      throws GeneralSecurityException {
    X509Certificate certificate = sign(builder, "SHA256withECDSA", authority.key());
    return new Chain(
        pair.getPrivate(), new X509Certificate[] {certificate, authority.certificates()[0]});
  }

  private JcaX509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, KeyPair pair) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(1, random()),
        Date.from(from),
        Date.from(from.plus(365L * YEARS, ChronoUnit.DAYS)),
        subject,
        pair.getPublic());
  }

  private static void identify(JcaX509v3CertificateBuilder builder, KeyPair pair)
      throws GeneralSecurityException {
    extend(
        builder,
        Extension.subjectKeyIdentifier,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
  }

  private static void extend(
      JcaX509v3CertificateBuilder builder,
      org.bouncycastle.asn1.ASN1ObjectIdentifier extension,
      org.bouncycastle.asn1.ASN1Encodable value) {
    try {
      boolean critical = !extension.equals(Extension.subjectKeyIdentifier);
      builder.addExtension(extension, critical, value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate sign(
      JcaX509v3CertificateBuilder builder, String algorithm, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair elliptic() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X500Principal name(String commonName) {
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
    try {
      return new X500Principal(name.getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[SERIAL_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
