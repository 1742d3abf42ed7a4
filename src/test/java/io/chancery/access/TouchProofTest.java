package io.chancery.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which id tokens prove a touch, by whom and when; judged by the time of the touch alone. */
class TouchProofTest {
  private static final String ISSUER = "https://id.example/realms/agency";
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final StepUpRows.Begun BEGUN =
      new StepUpRows.Begun(
          "agency", "owner", "pickup", "a-grant", "/", "nonce", "verifier", NOW.minusSeconds(20));

  private static KeyPair keys;

  @BeforeAll
  static void key() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
  }

  @Test
  void aFreshTouchOfTheOwnerIsOne() throws Exception {
    TouchProof.Verdict verdict = verdict(_ -> {});
    assertThat(verdict.refused()).isEmpty();
    assertThat(verdict.at()).isEqualTo(NOW.minusSeconds(5));
    assertThat(verdict.method()).isEqualTo("hwk");
  }

  @Test
  void whateverElseItSaysTheReasonIsNamed() throws Exception {
    for (Map.Entry<String, Consumer<JwtClaims>> wrong :
        Map.<String, Consumer<JwtClaims>>of(
                "another-person", token -> token.setSubject("thief"),
                "another-sign-in", token -> token.setStringClaim("nonce", "of another"),
                "no-touch", token -> token.setStringClaim("acr", "1"),
                "method-not-allowed", token -> token.setStringListClaim("amr", "pwd", "hwk", "otp"),
                "no-time", token -> token.unsetClaim("auth_time"),
                "old-touch", token -> touched(token, NOW.minusSeconds(60)),
                "future-touch", token -> touched(token, NOW.plusSeconds(31)))
            .entrySet()) {
      TouchProof.Verdict verdict = verdict(wrong.getValue());
      assertThat(verdict.at()).as(wrong.getKey()).isNull();
      assertThat(verdict.refused()).isEqualTo(wrong.getKey());
    }
  }

  @Test
  void aCodeCountsWhereTheOperatorSaysSoAndATokenWithoutMethodsNowhere() throws Exception {
    JwtClaims code = claims();
    code.setStringListClaim("amr", "pwd", "otp");
    assertThat(proof().touched(signed(keys, code), BEGUN, false, NOW).refused())
        .isEqualTo("method-not-allowed");
    assertThat(proof().touched(signed(keys, code), BEGUN, true, NOW).method()).isEqualTo("otp");
    code.unsetClaim("amr");
    assertThat(proof().touched(signed(keys, code), BEGUN, true, NOW).refused())
        .isEqualTo("method-not-allowed");
  }

  @Test
  void aTouchFromBeforeTheActWasBegunIsOldHoweverYoungTheTokenIs() throws Exception {
    assertThat(verdict(token -> touched(token, BEGUN.begunAt().minusSeconds(31))).refused())
        .isEqualTo("old-touch");
    assertThat(verdict(token -> touched(token, BEGUN.begunAt().minusSeconds(29))).refused())
        .as("two clocks differ a little")
        .isEmpty();
  }

  @Test
  void aTokenOfAnotherTimeAudienceOrIssuerIsNone() throws Exception {
    for (Consumer<JwtClaims> wrong :
        java.util.List.<Consumer<JwtClaims>>of(
            token -> token.setExpirationTime(at(NOW.minusSeconds(31))),
            token -> token.unsetClaim("exp"),
            token -> token.unsetClaim("iat"),
            token -> token.setNotBefore(at(NOW.plus(Duration.ofMinutes(5)))),
            token -> token.setAudience("portal-api"),
            token -> token.setIssuer("https://elsewhere.example"))) {
      assertThat(verdict(wrong).refused()).isEqualTo("token-not-verified");
    }
  }

  @Test
  void aTokenOfAnotherKeyIsNone() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String forged = signed(generator.generateKeyPair(), claims());
    assertThat(proof().touched(forged, BEGUN, false, NOW).refused())
        .isEqualTo("token-not-verified");
  }

  private static TouchProof.Verdict verdict(Consumer<JwtClaims> change) throws Exception {
    JwtClaims claims = claims();
    change.accept(claims);
    return proof().touched(signed(keys, claims), BEGUN, false, NOW);
  }

  private static TouchProof proof() {
    VerificationKeyResolver known = (_, _) -> keys.getPublic();
    return new TouchProof(ISSUER, known);
  }

  private static JwtClaims claims() {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(Bearer.PAGES_CLIENT);
    claims.setSubject("owner");
    claims.setStringClaim("nonce", "nonce");
    claims.setStringClaim("acr", TouchProof.LEVEL);
    claims.setStringListClaim("amr", "pwd", "hwk");
    claims.setIssuedAt(at(NOW));
    claims.setExpirationTime(at(NOW.plusSeconds(300)));
    touched(claims, NOW.minusSeconds(5));
    return claims;
  }

  private static void touched(JwtClaims claims, Instant at) {
    claims.setClaim("auth_time", at.getEpochSecond());
  }

  private static NumericDate at(Instant at) {
    return NumericDate.fromSeconds(at.getEpochSecond());
  }

  private static String signed(KeyPair key, JwtClaims claims) throws Exception {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivate());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    return signature.getCompactSerialization();
  }
}
