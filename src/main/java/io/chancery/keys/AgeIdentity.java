package io.chancery.keys;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import java.security.GeneralSecurityException;
import java.security.KeyPair;

/**
 * An age identity (C2SP age v1, X25519) for a few files alone, so that they are erased together.
 *
 * @param identity {@code AGE-SECRET-KEY-1...}
 * @param recipient {@code age1...}
 */
public record AgeIdentity(String identity, String recipient) {

  /** A fresh random one. */
  public static AgeIdentity fresh() {
    try {
      KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
      return new AgeIdentity(pair.getPrivate().toString(), pair.getPublic().toString());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no X25519 key could be made", e);
    }
  }

  @Override
  public String toString() {
    return recipient;
  }
}
