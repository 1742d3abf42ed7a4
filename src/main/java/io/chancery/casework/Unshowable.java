package io.chancery.casework;

/** A document that is not turned into images; says why, for the person at the desk. */
final class Unshowable extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, as the end of a text's key. */
  enum Reason {
    DAMAGED,
    TOO_LARGE,
    TOO_SLOW,
    BUSY,
    NO_SUCH_PAGE
  }

  private final Reason reason;

  Unshowable(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
