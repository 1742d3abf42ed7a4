package io.chancery.source;

/** Recognises seals that {@code keys} made. This package can check a grant and issue none. */
public interface GrantSeals {

  /**
   * Whether {@code seal} is the seal over {@code signed}; compared in constant time.
   *
   * @param signed {@link io.chancery.kernel.ReadGrant#signedBytes()}
   */
  boolean valid(byte[] signed, byte[] seal);
}
