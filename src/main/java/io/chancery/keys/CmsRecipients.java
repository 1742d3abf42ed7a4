package io.chancery.keys;

import io.chancery.kernel.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * X.509 certificates as recipients: CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084);
 * the key by RSA-OAEP with SHA-256 (RFC 4056) or by ephemeral ECDH with the X9.63 KDF over SHA-256
 * (RFC 5753).
 */
final class CmsRecipients {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final int SMALLEST_RSA = 3072;
  private static final List<Integer> EC_BITS = List.of(256, 384);

  /** Places in the key usage extension (RFC 5280, 4.2.1.3). */
  private static final int KEY_ENCIPHERMENT = 2;

  private static final int KEY_AGREEMENT = 4;

  private CmsRecipients() {}

  static PublicRecipient read(String text, Instant now) {
    X509Certificate certificate;
    try {
      certificate = certificate(text);
    } catch (CertificateException | RuntimeException e) {
      throw PublicRecipient.unfit("recipient_shape_X509");
    }
    if (!now.isBefore(certificate.getNotAfter().toInstant())
        || now.isBefore(certificate.getNotBefore().toInstant())) {
      throw PublicRecipient.unfit("recipient_expired");
    }
    boolean[] usage = certificate.getKeyUsage();
    int needed =
        switch (certificate.getPublicKey()) {
          case RSAPublicKey rsa when rsa.getModulus().bitLength() >= SMALLEST_RSA ->
              KEY_ENCIPHERMENT;
          case ECPublicKey ec when onAnAcceptedCurve(ec) -> KEY_AGREEMENT;
          default -> throw PublicRecipient.unfit("recipient_weak_X509");
        };
    if (usage == null || !usage[needed]) {
      throw PublicRecipient.unfit("recipient_usage_X509");
    }
    try {
      return new PublicRecipient(
          RecipientKind.X509,
          Pem.of(List.of(certificate)),
          Sha256.hash(certificate.getEncoded()).hex(),
          certificate.getNotAfter().toInstant());
    } catch (CertificateException e) {
      throw PublicRecipient.unfit("recipient_shape_X509");
    }
  }

  static String seal(String pem, byte[] plain) {
    try {
      CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
      generator.addRecipientInfoGenerator(recipient(certificate(pem)));
      byte[] envelope =
          generator
              .generate(
                  new CMSProcessableByteArray(plain),
                  (OutputAEADEncryptor)
                      new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM).build())
              .getEncoded();
      StringWriter text = new StringWriter();
      try (PemWriter writer = new PemWriter(text)) {
        writer.writeObject(new PemObject("CMS", envelope));
      }
      return text.toString();
    } catch (GeneralSecurityException | CMSException | IOException e) {
      throw new IllegalStateException("the certificate cannot be encrypted to", e);
    }
  }

  private static RecipientInfoGenerator recipient(X509Certificate certificate)
      throws GeneralSecurityException {
    if (certificate.getPublicKey() instanceof ECPublicKey key) {
      KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
      pairs.initialize(key.getParams());
      KeyPair ephemeral = pairs.generateKeyPair();
      return new JceKeyAgreeRecipientInfoGenerator(
              CMSAlgorithm.ECDH_SHA256KDF,
              ephemeral.getPrivate(),
              ephemeral.getPublic(),
              CMSAlgorithm.AES256_WRAP)
          .addRecipient(certificate)
          .setProvider(PROVIDER);
    }
    AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    return new JceKeyTransRecipientInfoGenerator(
            certificate,
            new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new RSAESOAEPparams(
                    sha256,
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
                    RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM)))
        .setProvider(PROVIDER);
  }

  private static boolean onAnAcceptedCurve(PublicKey key) {
    return key instanceof ECPublicKey ec
        && EC_BITS.contains(ec.getParams().getCurve().getField().getFieldSize());
  }

  /** The one certificate in the text; a chain is refused, so that nobody guesses which is meant. */
  static X509Certificate certificate(String pem) throws CertificateException {
    var found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    if (found.size() != 1 || !(found.iterator().next() instanceof X509Certificate certificate)) {
      throw new CertificateException("not one certificate");
    }
    return certificate;
  }
}
