package io.chancery.proof;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * A detached CMS signature (RFC 5652) over some bytes, with one signer.
 *
 * @param signer the certificate that signed
 * @param enclosed what came along
 */
public record DetachedCms(X509Certificate signer, List<X509Certificate> enclosed) {

  public DetachedCms {
    enclosed = List.copyOf(enclosed);
  }

  /**
   * Verifies a signature. Whom the certificate belongs to is for {@link #leadsTo} to say.
   *
   * @param signature DER
   * @throws InvalidProofException when it is malformed, about other bytes, or not by its signer
   */
  public static DetachedCms verify(byte[] signature, byte[] content) {
    try {
      CMSSignedData cms = new CMSSignedData(new CMSProcessableByteArray(content), signature);
      Collection<SignerInformation> signers = cms.getSignerInfos().getSigners();
      if (signers.size() != 1) {
        throw new InvalidProofException(
            "the signature has " + signers.size() + " signers, not one");
      }
      SignerInformation information = signers.iterator().next();
      Collection<X509CertificateHolder> matches =
          cms.getCertificates().getMatches(information.getSID());
      if (matches.isEmpty()) {
        throw new InvalidProofException("the signature does not enclose its certificate");
      }
      X509CertificateHolder holder = matches.iterator().next();
      if (!information.verify(new JcaSimpleSignerInfoVerifierBuilder().build(holder))) {
        throw new InvalidProofException("the signature is wrong");
      }
      return new DetachedCms(
          new JcaX509CertificateConverter().getCertificate(holder),
          CertificateChains.enclosed(cms.getCertificates()));
    } catch (InvalidProofException e) {
      throw e;
    } catch (CMSException
        | OperatorCreationException
        | GeneralSecurityException
        | RuntimeException e) { // the ASN.1 parser answers damage with any of them
      throw new InvalidProofException("the signature does not verify", e);
    }
  }

  /**
   * Like {@link #verify}, for a signature in a place that is larger than it is, as in a PDF (ISO
   * 32000-2, 12.8.1): its DER says where it ends.
   */
  public static DetachedCms verifyPadded(byte[] place, byte[] content) {
    try (ASN1InputStream der = new ASN1InputStream(place)) {
      return verify(der.readObject().getEncoded(), content);
    } catch (IOException | IllegalStateException | NullPointerException e) {
      throw new InvalidProofException("the signature is no DER", e);
    }
  }

  /**
   * Checks that the signer's certificate leads to one of {@code roots} at a moment.
   *
   * @throws InvalidProofException when it does not
   */
  public void leadsTo(Collection<X509Certificate> roots, Instant at) {
    CertificateChains.check(signer, enclosed, roots, at);
  }
}
