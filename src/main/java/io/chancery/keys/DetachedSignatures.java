package io.chancery.keys;

import io.chancery.platform.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPDetachedSignatureProcessor;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * Detached signatures that agencies make with their own tools, held against the keys that the
 * directory knows: {@code gpg --armor --detach-sign}, {@code openssl cms -sign -binary -outform
 * PEM}. A certificate that a signature brings along is never believed.
 */
public final class DetachedSignatures {
  private static final int LONGEST = 16 * 1024;

  /** A signer's clock may be ahead by so much. */
  private static final Duration LEEWAY = Duration.ofMinutes(5);

  private static final String OPENPGP = "-----BEGIN PGP SIGNATURE-----";
  private static final Set<String> CMS = Set.of("CMS", "PKCS7");
  private static final Set<ASN1ObjectIdentifier> DIGESTS =
      Set.of(
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512);

  /** Places in the key usage extension (RFC 5280, 4.2.1.3). */
  private static final int DIGITAL_SIGNATURE = 0;

  private static final int NON_REPUDIATION = 1;
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private DetachedSignatures() {}

  /**
   * The key that made a signature over exactly these bytes.
   *
   * @param keys those that are trusted now; others are not looked for
   * @param typed the signature, armored or in PEM
   * @throws Problem invalid-input at {@code signature}, when it is no such signature, is not over
   *     these bytes, is by no key of {@code keys} that may sign now, or has expired
   */
  public static PublicRecipient verify(
      List<PublicRecipient> keys, byte[] content, String typed, Instant now) {
    if (typed.length() > LONGEST) {
      throw unfit("signature_shape");
    }
    RecipientKind kind =
        typed.strip().startsWith(OPENPGP) ? RecipientKind.OPENPGP : RecipientKind.X509;
    List<PublicRecipient> able = keys.stream().filter(key -> key.kind() == kind).toList();
    try {
      return (kind == RecipientKind.OPENPGP
              ? openPgp(able, content, typed.strip(), now)
              : cms(able, content, typed, now))
          .orElseThrow(() -> unfit("signature_foreign"));
    } catch (IOException | CMSException e) {
      throw unfit("signature_shape");
    } catch (Problem e) {
      throw e;
    } catch (RuntimeException e) {
      // The parsers' own complaints about bytes that anybody may have typed.
      throw unfit("signature_shape");
    }
  }

  private static Optional<PublicRecipient> openPgp(
      List<PublicRecipient> keys, byte[] content, String typed, Instant now) throws IOException {
    ByteArrayInputStream armored =
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.US_ASCII));
    if (!(new BcPGPObjectFactory(PGPUtil.getDecoderStream(armored)).nextObject()
            instanceof PGPSignatureList signatures)
        || signatures.size() != 1) {
      throw unfit("signature_shape");
    }
    for (PublicRecipient key : keys) {
      OpenPGPCertificate certificate = new OpenPGPKeyReader().parseCertificate(key.text());
      Optional<OpenPGPDocumentSignature> made =
          new OpenPGPDetachedSignatureProcessor()
                  .addVerificationCertificate(certificate)
                  .addSignatures(signatures)
                  .verifyNotAfter(Date.from(now.plus(LEEWAY)))
                  .process(new ByteArrayInputStream(content))
                  .stream()
                  .filter(signature -> signature.getIssuer() != null)
                  .findFirst();
      if (made.isPresent()) {
        requireGood(made.get(), certificate, now);
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  private static void requireGood(
      OpenPGPDocumentSignature made, OpenPGPCertificate certificate, Instant now) {
    boolean good;
    try {
      good =
          made.getSignature().getSignatureType() == PGPSignature.BINARY_DOCUMENT && made.isValid();
    } catch (PGPException e) {
      good = false;
    }
    if (!good) {
      throw unfit("signature_wrong");
    }
    boolean signsNow =
        certificate.getSigningKeys(Date.from(now)).stream()
            .anyMatch(k -> k.getKeyIdentifier().equals(made.getIssuer().getKeyIdentifier()));
    Date ends = made.getExpirationTime();
    if (!signsNow
        || made.getCreationTime().toInstant().isAfter(now.plus(LEEWAY))
        || (ends != null && !now.isBefore(ends.toInstant()))) {
      throw unfit("signature_expired");
    }
  }

  private static Optional<PublicRecipient> cms(
      List<PublicRecipient> keys, byte[] content, String typed, Instant now)
      throws IOException, CMSException {
    PemObject pem;
    try (PemReader reader = new PemReader(new StringReader(typed))) {
      pem = reader.readPemObject();
    }
    if (pem == null || !CMS.contains(pem.getType().toUpperCase(Locale.ROOT))) {
      throw unfit("signature_shape");
    }
    if (new CMSSignedData(pem.getContent()).getSignedContent() != null) {
      throw unfit("signature_attached");
    }
    CMSSignedData signed =
        new CMSSignedData(new CMSProcessableByteArray(content), pem.getContent());
    if (signed.getSignerInfos().size() != 1) {
      throw unfit("signature_shape");
    }
    SignerInformation signer = signed.getSignerInfos().iterator().next();
    for (PublicRecipient key : keys) {
      X509Certificate certificate = registered(key);
      if (signer.getSID().match(holder(certificate))) {
        requireGood(signer, certificate, now);
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  private static void requireGood(
      SignerInformation signer, X509Certificate certificate, Instant now) {
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null || !(usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION])) {
      throw unfit("signature_usage");
    }
    if (now.isBefore(certificate.getNotBefore().toInstant())
        || !now.isBefore(certificate.getNotAfter().toInstant())) {
      throw unfit("signature_expired");
    }
    boolean good;
    try {
      good =
          DIGESTS.contains(signer.getDigestAlgorithmID().getAlgorithm())
              && signer.verify(
                  new JcaSimpleSignerInfoVerifierBuilder()
                      .setProvider(PROVIDER)
                      .build(certificate));
    } catch (CMSException | OperatorCreationException e) {
      good = false;
    }
    if (!good) {
      throw unfit("signature_wrong");
    }
  }

  private static X509Certificate registered(PublicRecipient key) {
    try {
      return CmsRecipients.certificate(key.text());
    } catch (CertificateException e) {
      throw new IllegalStateException("a registered certificate cannot be read", e);
    }
  }

  private static JcaX509CertificateHolder holder(X509Certificate certificate) {
    try {
      return new JcaX509CertificateHolder(certificate);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a registered certificate cannot be read", e);
    }
  }

  private static Problem unfit(String code) {
    return Problem.invalid("signature", code);
  }
}
