package io.chancery.access;

import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/**
 * Keeps acts that cannot be undone from people who leave, where the act is no step of a case; for
 * steps, {@code casework.CaseRules} does.
 */
@ApplicationScoped
public class Leavers {
  private final Event<LeaverRefused> refused;

  Leavers(Event<LeaverRefused> refused) {
    this.refused = refused;
  }

  /**
   * Lets everybody pass who is not leaving.
   *
   * @throws Problem BLOCKED with the reason for the person; recorded, and told to the team
   */
  public void keepFrom(Actor actor, String act) {
    if (actor.leaving()) {
      refused.fire(new LeaverRefused(actor, act));
      throw Problem.of(ProblemType.BLOCKED, "guard_LEAVER");
    }
  }
}
