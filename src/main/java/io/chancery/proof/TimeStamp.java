package io.chancery.proof;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * An RFC 3161 time-stamp over some bytes.
 *
 * @param at when the authority saw the digest
 * @param authority the certificate that signed
 * @param enclosed what came along, the authority's own certificate included
 */
public record TimeStamp(Instant at, X509Certificate authority, List<X509Certificate> enclosed) {

  public TimeStamp {
    enclosed = List.copyOf(enclosed);
  }

  /**
   * Verifies a response over the SHA-256 of {@code content}: granted, about these bytes, signed by
   * a certificate for time-stamping that was valid then. Whom that certificate belongs to is for
   * {@link #leadsTo} to say.
   *
   * @param response a whole TimeStampResp, DER
   * @throws InvalidProofException when it is anything else
   */
  public static TimeStamp verify(byte[] response, byte[] content) {
    try {
      TimeStampToken token = new TimeStampResponse(response).getTimeStampToken();
      if (token == null) {
        throw new InvalidProofException("the time-stamp authority refused");
      }
      var info = token.getTimeStampInfo();
      byte[] digest = Sha256.newDigest().digest(content);
      boolean same =
          info.getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
              && Arrays.equals(info.getMessageImprintDigest(), digest);
      if (!same) {
        throw new InvalidProofException("the time-stamp is about other bytes");
      }
      Collection<X509CertificateHolder> matches =
          token.getCertificates().getMatches(token.getSID());
      if (matches.isEmpty()) {
        throw new InvalidProofException("the time-stamp does not enclose its certificate");
      }
      X509CertificateHolder holder = matches.iterator().next();
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(holder));
      return new TimeStamp(
          info.getGenTime().toInstant(),
          new JcaX509CertificateConverter().getCertificate(holder),
          CertificateChains.enclosed(token.getCertificates()));
    } catch (InvalidProofException e) {
      throw e;
    } catch (TSPException
        | IOException
        | OperatorCreationException
        | GeneralSecurityException
        | RuntimeException e) { // the ASN.1 parser answers damage with any of them
      throw new InvalidProofException("the time-stamp does not verify", e);
    }
  }

  /**
   * Checks that the authority's certificate led to one of {@code roots} when it signed.
   *
   * @throws InvalidProofException when it did not
   */
  public void leadsTo(Collection<X509Certificate> roots) {
    CertificateChains.check(authority, enclosed, roots, at);
  }
}
