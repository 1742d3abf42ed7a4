package io.chancery.custody;

/** The ledger cannot be written or read, or it refuses to go on because something does not fit. */
public class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerException(String message) {
    super(message);
  }

  LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
