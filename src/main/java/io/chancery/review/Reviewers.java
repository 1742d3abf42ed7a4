package io.chancery.review;

import io.chancery.access.CurrentActor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.Guard;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepResult;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who may ask the platform on a reviewer's behalf: whoever could propose a decision of this case
 * now. Somebody who acted in another deciding role of the case may not.
 */
@ApplicationScoped
class Reviewers {
  private static final Set<Guard> OF_THE_PERSON = EnumSet.of(Guard.ROLE, Guard.FOUR_EYES);

  private final CaseLifecycle lifecycle;
  private final StepEdge edge;
  private final CurrentActor current;

  Reviewers(CaseLifecycle lifecycle, StepEdge edge, CurrentActor current) {
    this.lifecycle = lifecycle;
    this.edge = edge;
    this.current = current;
  }

  /**
   * Refuses everybody else, as an entry.
   *
   * @param act what is refused, in the entry
   * @throws io.chancery.platform.Problem forbidden, blocked or not-from-here
   */
  void require(String reference, CaseId id, String act) {
    CaseStep proposal =
        new CaseStep.Propose(
            current.get().id(), new DecisionId(new UUID(0, 0)), Sha256.hash(""), 0, 0, 0);
    Optional<StepResult> objection =
        lifecycle
            .objection(id, current.get(), proposal)
            .filter(why ->
                why instanceof StepResult.NotFromHere
                    || (why instanceof StepResult.Blocked(var guard)
                        && OF_THE_PERSON.contains(guard)));
    objection.ifPresent(why -> {
      StepResult unused = edge.require(new CaseReference(reference), act, why);
    });
  }
}
