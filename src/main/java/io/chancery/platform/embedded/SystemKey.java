package io.chancery.platform.embedded;

import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The key with which the first agency's own system proves itself (private_key_jwt, RFC 7523). Its
 * private half stays in the instance's credentials; Keycloak learns the public half only.
 */
public final class SystemKey {
  private static final String NAME = "system." + SeededPerson.METRO_SYSTEM_CLIENT + ".jwk";

  private final PublicJsonWebKey key;

  private SystemKey(PublicJsonWebKey key) {
    this.key = key;
  }

  /** The key that an instance keeps in its folder. */
  public static SystemKey in(java.nio.file.Path instanceFolder) {
    return of(Secrets.in(instanceFolder));
  }

  static SystemKey of(Secrets secrets) {
    try {
      if (secrets.find(NAME).isEmpty()) {
        var fresh = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        fresh.setKeyId(SeededPerson.METRO_SYSTEM_CLIENT + "-1");
        fresh.setUse("sig");
        fresh.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        secrets.put(NAME, fresh.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
      }
      return new SystemKey(PublicJsonWebKey.Factory.newPublicJwk(secrets.find(NAME)));
    } catch (JoseException e) {
      throw new IllegalStateException("the system's key cannot be made or read", e);
    }
  }

  /** The public half, as a JWK set. */
  String publicKeys() {
    return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  /**
   * A client assertion for the token endpoint, valid for one minute.
   *
   * @param audience the realm's issuer
   */
  public String assertion(String audience) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(SeededPerson.METRO_SYSTEM_CLIENT);
    claims.setSubject(SeededPerson.METRO_SYSTEM_CLIENT);
    claims.setAudience(audience);
    claims.setIssuedAtToNow();
    claims.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() + 60));
    claims.setGeneratedJwtId();
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("the client assertion cannot be signed", e);
    }
  }

  /** What identifies the algorithm in the client's settings. */
  static Map<String, String> clientAttributes(SystemKey key) {
    return Map.of(
        "token.endpoint.auth.signing.alg",
        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
        "use.jwks.string",
        "true",
        "jwks.string",
        key.publicKeys());
  }
}
