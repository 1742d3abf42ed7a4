package io.chancery.casework;

/** The API's answer to a step that was taken; {@code version} goes with the next one. */
public record StepJson(String reference, CaseStatus status, long version) {

  /** The answer to an applied step. */
  public static StepJson of(StepResult.Applied applied) {
    return new StepJson(applied.reference().value(), applied.status(), applied.version());
  }
}
