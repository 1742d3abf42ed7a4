package io.chancery.casework;

/** A stranger's document that is not examined or shown; says why, for the person at the desk. */
public final class Unshowable extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, as the end of a text's key. */
  public enum Reason {
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

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
