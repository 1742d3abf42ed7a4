package io.chancery.casework;

import io.chancery.access.CurrentActor;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;

/** Turns a step's result into an answer, and records a refusal after its transaction is gone. */
@ApplicationScoped
public class StepEdge {
  private final CaseLifecycle lifecycle;
  private final CurrentActor current;

  StepEdge(CaseLifecycle lifecycle, CurrentActor current) {
    this.lifecycle = lifecycle;
    this.current = current;
  }

  /**
   * The applied step.
   *
   * @param step the step's name, for the entry that records a refusal
   * @throws Problem stale, not-from-here or blocked (its code is {@code guard_…})
   */
  public StepResult.Applied require(CaseReference reference, String step, StepResult result) {
    if (result instanceof StepResult.Applied applied) {
      return applied;
    }
    lifecycle.recordRefused(reference, current.get(), step, result);
    throw switch (result) {
      case StepResult.Blocked(var guard) ->
          guard == Guard.ROLE
              ? Problem.of(ProblemType.FORBIDDEN)
              : Problem.of(ProblemType.BLOCKED, "guard_" + guard);
      case StepResult.NotFromHere _ -> Problem.of(ProblemType.NOT_FROM_HERE);
      case StepResult.Stale _ -> Problem.of(ProblemType.STALE);
      case StepResult.Applied _ -> new IllegalStateException("answered above");
    };
  }

  /** As {@link #require}, in the shape of the API. */
  public StepJson json(String reference, String step, StepResult result) {
    return StepJson.of(require(new CaseReference(reference), step, result));
  }
}
