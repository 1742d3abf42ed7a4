package io.chancery.proof;

/** What was to be checked is malformed or wrong; the message says what, in plain words. */
public class InvalidProofException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public InvalidProofException(String message) {
    super(message);
  }

  /** Says what is wrong, and why it was noticed. */
  public InvalidProofException(String message, Throwable cause) {
    super(message, cause);
  }
}
