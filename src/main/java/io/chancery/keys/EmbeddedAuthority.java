package io.chancery.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time-stamping authority within the process, for development, demonstration and tests. */
final class EmbeddedAuthority {
  /** An example arc: this policy promises nothing. */
  private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

  private static final int SERIAL_BITS = 120;

  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  EmbeddedAuthority(KeyStoreFile file, Clock clock) {
    this.key = file.privateKey(KeyStoreFile.TIME);
    this.chain = file.chain(KeyStoreFile.TIME);
    this.clock = clock;
  }

  byte[] answer(TimeStampRequest request) {
    try {
      DigestCalculator digest =
          new JcaDigestCalculatorProviderBuilder()
              .build()
              .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
      TimeStampTokenGenerator tokens =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", key, chain.get(0)),
              digest,
              POLICY);
      tokens.setAccuracySeconds(1);
      tokens.addCertificates(new JcaCertStore(new ArrayList<>(chain)));
      return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
          .generate(request, new BigInteger(SERIAL_BITS, random), Date.from(clock.instant()))
          .getEncoded();
    } catch (OperatorCreationException | TSPException | GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the embedded time-stamp authority failed", e);
    }
  }
}
