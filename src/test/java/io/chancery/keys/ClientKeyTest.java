package io.chancery.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The portal at its identity provider's token endpoint. */
class ClientKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String REALM = "https://id.example/realms/agency";

  @TempDir Path folder;

  @Test
  void anAssertionIsCheckedByWhatIsPublishedForOneRealmAndOneMinute() throws Exception {
    ClientKey key =
        new ClientKey(
            KeyStoreFile.generate(
                folder.resolve("keys.p12"), "password".toCharArray(), "log.example/ledger", NOW),
            Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(key.available()).isTrue();
    assertThat(key.publicKeys()).doesNotContain("\"d\"");
    String assertion = key.assertion("portal-provisioning", REALM);
    JwtClaims claims = checked(key, assertion, REALM, NOW);
    assertThat(claims.getSubject()).isEqualTo("portal-provisioning").isEqualTo(claims.getIssuer());
    assertThat(claims.getJwtId())
        .isNotEqualTo(
            checked(key, key.assertion("portal-provisioning", REALM), REALM, NOW).getJwtId());
    assertThatThrownBy(() -> checked(key, assertion, REALM, NOW.plusSeconds(61)))
        .isInstanceOf(InvalidJwtException.class);
    assertThatThrownBy(() -> checked(key, assertion, "https://id.example/realms/staff", NOW))
        .isInstanceOf(InvalidJwtException.class);
  }

  private static JwtClaims checked(ClientKey key, String assertion, String audience, Instant now)
      throws Exception {
    return new JwtConsumerBuilder()
        .setVerificationKeyResolver(
            new JwksVerificationKeyResolver(new JsonWebKeySet(key.publicKeys()).getJsonWebKeys()))
        .setExpectedAudience(audience)
        .setRequireExpirationTime()
        .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
        .build()
        .processToClaims(assertion);
  }
}
