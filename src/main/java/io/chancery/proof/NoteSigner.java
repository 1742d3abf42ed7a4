package io.chancery.proof;

/** Signs notes: a log's key, wherever it is kept. */
public interface NoteSigner {

  /** The key that verifies what {@link #sign} makes. */
  VerifierKey key();

  /**
   * The raw signature over {@code message}: for Ed25519, 64 bytes.
   *
   * @throws IllegalStateException when the key cannot be used
   */
  byte[] sign(byte[] message);
}
