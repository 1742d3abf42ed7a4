package io.chancery.keys;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The key with which the portal proves itself to the identity provider (private_key_jwt, RFC 7523):
 * {@code client} of the key store, on P-256. No secret is shared with anybody.
 */
@Singleton
public class ClientKey {
  private static final Duration LIFE = Duration.ofMinutes(1);

  private final @Nullable PrivateKey key;
  private final @Nullable EllipticCurveJsonWebKey known;
  private final Clock clock;

  @Inject
  ClientKey(KeyRing ring, Clock clock) {
    this(ring.file(), clock);
  }

  ClientKey(KeyStoreFile file, Clock clock) {
    boolean has = file.has(KeyStoreFile.CLIENT);
    this.key = has ? file.privateKey(KeyStoreFile.CLIENT) : null;
    this.known = has ? known(file) : null;
    this.clock = clock;
  }

  /** Whether the installation has such a key. */
  public boolean available() {
    return key != null;
  }

  /** The public half, as a JWK set (RFC 7517); empty when there is no key. */
  public String publicKeys() {
    return (known == null ? new JsonWebKeySet() : new JsonWebKeySet(known))
        .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  /**
   * What is sent to a token endpoint in place of a secret, good for a minute and once.
   *
   * @param client the client's id
   * @param audience the issuer that is meant to read it
   * @throws IllegalStateException when there is no key
   */
  public String assertion(String client, String audience) {
    if (known == null) {
      throw new IllegalStateException("chancery.keys.path: the key store has no key client");
    }
    Instant now = clock.instant();
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(client);
    claims.setSubject(client);
    claims.setAudience(audience);
    claims.setGeneratedJwtId();
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFE).getEpochSecond()));
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key);
    signature.setKeyIdHeaderValue(known.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("the client assertion cannot be signed", e);
    }
  }

  private static EllipticCurveJsonWebKey known(KeyStoreFile file) {
    if (!(file.chain(KeyStoreFile.CLIENT).getFirst().getPublicKey() instanceof ECPublicKey open)) {
      throw new IllegalStateException("chancery.keys.path: the key client is not on P-256");
    }
    EllipticCurveJsonWebKey known = new EllipticCurveJsonWebKey(open);
    known.setUse("sig");
    known.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    known.setKeyId(known.calculateBase64urlEncodedThumbprint("SHA-256"));
    return known;
  }
}
