package io.chancery.casework;

import io.chancery.kernel.CaseReference;

/** What came of a step. Anything but {@link Applied} leaves no trace but the refusal's entry. */
public sealed interface StepResult {

  /** The step was taken. */
  record Applied(CaseReference reference, CaseStatus status, long version) implements StepResult {}

  /** The case stands where this step is not possible. */
  record NotFromHere(CaseStatus status) implements StepResult {}

  /** A guard stands in the way. */
  record Blocked(Guard guard) implements StepResult {}

  /** Someone changed the case since the person looked. */
  record Stale() implements StepResult {}
}
