package io.chancery.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/** Decides whether an id token proves a fresh touch for one row of {@code step_up}. */
final class TouchProof {
  static final String LEVEL = "2";

  private static final Logger LOG = Logger.getLogger(TouchProof.class);
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final String issuer;
  private final VerificationKeyResolver keys;

  TouchProof(String issuer, String jwks) {
    this(issuer, new HttpsJwksVerificationKeyResolver(new HttpsJwks(jwks)));
  }

  TouchProof(String issuer, VerificationKeyResolver keys) {
    this.issuer = issuer;
    this.keys = keys;
  }

  /** When the key was touched; empty, with a line in the log that names nobody, otherwise. */
  Optional<Instant> touched(String idToken, StepUpRows.Begun begun, Instant now) {
    try {
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setVerificationKeyResolver(keys)
              .setJwsAlgorithmConstraints(
                  AlgorithmConstraints.ConstraintType.PERMIT,
                  AlgorithmIdentifiers.RSA_USING_SHA256,
                  AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                  AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
              .setExpectedIssuer(true, issuer)
              .setExpectedAudience(true, Bearer.PAGES_CLIENT)
              .setExpectedSubject(begun.subject())
              .setRequireExpirationTime()
              .setRequireIssuedAt()
              .setAllowedClockSkewInSeconds((int) StepUps.LEEWAY.toSeconds())
              .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
              .build()
              .processToClaims(idToken);
      return judge(claims, begun, now);
    } catch (InvalidJwtException | MalformedClaimException e) {
      LOG.info("step-up refused: the id token does not verify");
      return Optional.empty();
    }
  }

  private static Optional<Instant> judge(JwtClaims claims, StepUpRows.Begun begun, Instant now)
      throws MalformedClaimException {
    NumericDate time = claims.getNumericDateClaimValue("auth_time");
    String problem = null;
    if (!begun.nonce().equals(claims.getStringClaimValue("nonce"))) {
      problem = "another nonce";
    } else if (!LEVEL.equals(claims.getStringClaimValue("acr"))) {
      // acr_values is a wish: whoever has no passkey comes back on level 1.
      problem = "no touch";
    } else if (time == null) {
      problem = "no time of the touch";
    } else {
      Instant touched = Instant.ofEpochSecond(time.getValue());
      if (touched.isBefore(now.minus(MAX_AGE).minus(StepUps.LEEWAY))
          || touched.isBefore(begun.begunAt().minus(StepUps.LEEWAY))) {
        problem = "an old touch";
      } else if (touched.isAfter(now.plus(StepUps.LEEWAY))) {
        problem = "a touch in the future";
      } else {
        return Optional.of(touched);
      }
    }
    LOG.infof("step-up refused: %s", problem);
    return Optional.empty();
  }
}
