package io.chancery.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/** Decides whether an id token proves a fresh touch for one row of {@code step_up}. */
final class TouchProof {
  static final String LEVEL = "2";

  private static final Logger LOG = Logger.getLogger(TouchProof.class);
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final String issuer;
  private final VerificationKeyResolver keys;

  /**
   * What a token proves: when the key was touched, or why it proves nothing.
   *
   * @param at when the key was touched; null when nothing is proved
   * @param method one of {@link TouchMethods}; empty when nothing is proved
   * @param refused a code that names nobody; empty when the touch is proved
   */
  record Verdict(@Nullable Instant at, String method, String refused) {
    static Verdict no(String why) {
      LOG.infof("step-up refused: %s", why);
      return new Verdict(null, "", why);
    }
  }

  TouchProof(String issuer, String jwks) {
    this(issuer, new HttpsJwksVerificationKeyResolver(new HttpsJwks(jwks)));
  }

  TouchProof(String issuer, VerificationKeyResolver keys) {
    this.issuer = issuer;
    this.keys = keys;
  }

  /**
   * When the key was touched; a reason, with a line in the log, otherwise.
   *
   * @param totpFallback whether an officer's code counts
   */
  Verdict touched(String idToken, StepUpRows.Begun begun, boolean totpFallback, Instant now) {
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
              .setRequireSubject()
              .setRequireExpirationTime()
              .setRequireIssuedAt()
              .setAllowedClockSkewInSeconds((int) StepUps.LEEWAY.toSeconds())
              .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
              .build()
              .processToClaims(idToken);
      return judge(claims, begun, totpFallback, now);
    } catch (InvalidJwtException | MalformedClaimException e) {
      return Verdict.no("token-not-verified");
    }
  }

  private static Verdict judge(
      JwtClaims claims, StepUpRows.Begun begun, boolean totpFallback, Instant now)
      throws MalformedClaimException {
    List<String> methods =
        claims.isClaimValueStringList("amr") ? claims.getStringListClaimValue("amr") : List.of();
    Optional<String> method = TouchMethods.counted(begun.realm(), methods, totpFallback);
    NumericDate time = claims.getNumericDateClaimValue("auth_time");
    String problem;
    if (!begun.subject().equals(claims.getSubject())) {
      // Whoever holds a stolen session and touches a key of their own.
      problem = "another-person";
    } else if (!begun.nonce().equals(claims.getStringClaimValue("nonce"))) {
      problem = "another-sign-in";
    } else if (!LEVEL.equals(claims.getStringClaimValue("acr"))) {
      // acr_values is a wish: whoever has no passkey comes back on level 1.
      problem = "no-touch";
    } else if (method.isEmpty()) {
      problem = "method-not-allowed";
    } else if (time == null) {
      problem = "no-time";
    } else {
      Instant touched = Instant.ofEpochSecond(time.getValue());
      if (touched.isBefore(now.minus(MAX_AGE).minus(StepUps.LEEWAY))
          || touched.isBefore(begun.begunAt().minus(StepUps.LEEWAY))) {
        problem = "old-touch";
      } else if (touched.isAfter(now.plus(StepUps.LEEWAY))) {
        problem = "future-touch";
      } else {
        return new Verdict(touched, method.get(), "");
      }
    }
    return Verdict.no(problem);
  }
}
