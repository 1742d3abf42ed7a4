package io.chancery.access;

/** The act needs a fresh touch of the passkey, and there is none that fits. */
public final class StepUpRequired extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String act;
  private final String object;

  StepUpRequired(String act, String object) {
    super("a fresh touch of the passkey is needed for " + act);
    this.act = act;
    this.object = object;
  }

  /** The act that was tried. */
  public String act() {
    return act;
  }

  /** What it was about. */
  public String object() {
    return object;
  }
}
