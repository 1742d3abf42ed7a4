package io.chancery.keys;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * To whom one package is encrypted. An agency with an age key is its recipient itself. For others
 * the production gets an age identity of its own, which is wrapped to the agency's key and kept
 * nowhere else.
 *
 * @param recipient the age recipient of the package
 * @param fingerprint of the agency's key
 * @param envelope the wrapped identity, armored; null when the agency's key is an age key
 */
public record ProductionKey(String recipient, String fingerprint, @Nullable String envelope) {

  /** The key of a new package for an agency's key. */
  public static ProductionKey to(PublicRecipient agency, Instant now) {
    if (!agency.kind().enveloped()) {
      return new ProductionKey(agency.text(), agency.fingerprint(), null);
    }
    try {
      KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
      byte[] identity = pair.getPrivate().getEncoded();
      byte[] line = Arrays.copyOf(identity, identity.length + 1);
      line[identity.length] = '\n';
      String envelope = agency.seal(line, now);
      Arrays.fill(identity, (byte) 0);
      Arrays.fill(line, (byte) 0);
      return new ProductionKey(
          new String(pair.getPublic().getEncoded(), StandardCharsets.US_ASCII),
          agency.fingerprint(),
          envelope);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an age identity could not be made", e);
    }
  }

  @Override
  public String toString() {
    return "ProductionKey[" + fingerprint + "]";
  }
}
