package io.chancery.proof;

import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.jspecify.annotations.Nullable;

/**
 * What whoever verifies trusts, from elsewhere than what is verified.
 *
 * @param key the log's key; null when none is at hand
 * @param policy which cosignatures a checkpoint must bear; null when none is asked for
 * @param signerCas roots of the platform's signing certificate
 * @param timeCas roots of time-stamping authorities
 * @param openPgp the platform's OpenPGP keys
 */
public record Anchors(
    @Nullable VerifierKey key,
    @Nullable WitnessPolicy policy,
    List<X509Certificate> signerCas,
    List<X509Certificate> timeCas,
    List<PGPPublicKeyRing> openPgp) {

  public Anchors {
    signerCas = List.copyOf(signerCas);
    timeCas = List.copyOf(timeCas);
    openPgp = List.copyOf(openPgp);
  }
}
