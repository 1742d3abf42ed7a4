package io.chancery.proof;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.util.Store;

/** X.509 paths (RFC 5280) from a signer to a root that whoever verifies trusts. */
final class CertificateChains {
  private CertificateChains() {}

  /**
   * Reads PEM or DER certificates.
   *
   * @throws InvalidProofException when there is none
   */
  static List<X509Certificate> read(byte[] bytes) {
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      for (var certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))) {
        certificates.add((X509Certificate) certificate);
      }
      if (certificates.isEmpty()) {
        throw new InvalidProofException("the file holds no certificate");
      }
      return certificates;
    } catch (GeneralSecurityException e) {
      throw new InvalidProofException("the file holds no readable certificate", e);
    }
  }

  /** The certificates that came along with a signature. */
  static List<X509Certificate> enclosed(Store<X509CertificateHolder> store) {
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      for (X509CertificateHolder holder : store.getMatches(null)) {
        certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
      }
      return certificates;
    } catch (GeneralSecurityException e) {
      throw new InvalidProofException("a certificate that came along cannot be read", e);
    }
  }

  /**
   * Checks the path from {@code signer} to one of {@code roots} at a moment; revocation is not
   * asked, because nothing here speaks to a network.
   *
   * @throws InvalidProofException when there is no valid path
   */
  static void check(
      X509Certificate signer,
      Collection<X509Certificate> between,
      Collection<X509Certificate> roots,
      Instant at) {
    try {
      Set<TrustAnchor> anchors =
          roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(signer);
      List<X509Certificate> known = new ArrayList<>(between);
      known.add(signer);
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
      CertPathBuilder.getInstance("PKIX").build(parameters);
    } catch (GeneralSecurityException e) {
      throw new InvalidProofException("the signer's certificate leads to no given root", e);
    }
  }
}
