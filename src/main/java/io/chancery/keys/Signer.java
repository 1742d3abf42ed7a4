package io.chancery.keys;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Signs documents in the platform's name: detached CMS (RFC 5652) with the attributes of CAdES-B
 * (ETSI EN 319 122-1), by the key store's {@code signer} certificate.
 */
@Singleton
public class Signer {
  private final @Nullable PrivateKey key;
  private final List<X509Certificate> chain;
  private final Clock clock;

  @Inject
  Signer(KeyRing ring, Clock clock) {
    this(ring.file(), clock);
  }

  Signer(KeyStoreFile file, Clock clock) {
    boolean has = file.has(KeyStoreFile.SIGNER);
    this.key = has ? file.privateKey(KeyStoreFile.SIGNER) : null;
    this.chain = has ? file.chain(KeyStoreFile.SIGNER) : List.of();
    this.clock = clock;
  }

  /** Whether the installation has a signing certificate. */
  public boolean available() {
    return key != null;
  }

  /** The signing certificate and those above it; empty when there is none. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The certificates above the signing one as PEM: what a verifier has to trust. */
  public String issuersPem() {
    return Pem.of(chain.size() > 1 ? chain.subList(1, chain.size()) : chain);
  }

  /**
   * The detached signature over {@code content}, DER ({@code .p7s}).
   *
   * @throws IllegalStateException when there is no signing certificate, or it cannot sign
   */
  public byte[] cms(byte[] content) {
    AttributeTable attributes =
        certificate().add(CMSAttributes.signingTime, new Time(Date.from(clock.instant())));
    return signed(content, attributes);
  }

  /**
   * Like {@link #cms}, for the inside of a PDF: PAdES (ETSI EN 319 142-1 section 6.3) keeps the
   * time in the document and forbids the attribute.
   *
   * @throws IllegalStateException when there is no signing certificate, or it cannot sign
   */
  public byte[] cmsForPdf(byte[] content) {
    return signed(content, certificate());
  }

  private byte[] signed(byte[] content, AttributeTable attributes) {
    if (key == null) {
      throw new IllegalStateException("chancery.keys.path: the key store has no key signer");
    }
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      ContentSigner signer = new JcaContentSignerBuilder(algorithm(key)).build(key);
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes))
              .build(signer, chain.get(0)));
      generator.addCertificates(new JcaCertStore(new ArrayList<>(chain)));
      return generator.generate(new CMSProcessableByteArray(content), false).getEncoded("DER");
    } catch (CMSException | OperatorCreationException | GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the signing certificate cannot sign", e);
    }
  }

  /** Which certificate signs, within what is signed (RFC 5035). */
  private AttributeTable certificate() {
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    if (!chain.isEmpty()) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain.get(0).getEncoded());
        attributes.add(
            new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(digest)))));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the signing certificate cannot be read", e);
      }
    }
    return new AttributeTable(attributes);
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> key.getAlgorithm();
    };
  }
}
