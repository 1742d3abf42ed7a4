package io.chancery.access;

import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Set;

/**
 * Keeps acts that cannot be undone from people who leave. Every touch of a passkey asks here, so an
 * act that nobody thought of is refused; what is named below is judged by somebody else. Acts
 * without a touch ask by themselves.
 */
@ApplicationScoped
public class Leavers {
  /**
   * Steps of a case, of which {@code casework.CaseRules} keeps those that cannot be undone, with an
   * entry of the case; the answer to a proposal, since a rejection gives nobody anything; and the
   * suspension of an agency, which makes things safe and which two people lift.
   */
  static final Set<String> JUDGED_ELSEWHERE =
      Set.of(
          "verify",
          "refuse",
          "refuse-duplicates",
          "propose",
          "approve",
          "send-back",
          "stop",
          "reopen",
          "collect",
          "cancel",
          "exclusion",
          "seal",
          "void",
          "release",
          "recall",
          "reissue",
          "end-reissue",
          "confirm-proposal",
          "suspend-agency");

  private final Event<LeaverRefused> refused;

  Leavers(Event<LeaverRefused> refused) {
    this.refused = refused;
  }

  /**
   * Lets everybody pass who is not leaving.
   *
   * @param act the act's code
   * @throws Problem BLOCKED with the reason for the person; recorded, and told to the team
   */
  public void keepFrom(Actor actor, String act) {
    if (actor.leaving()) {
      refused.fire(new LeaverRefused(actor, act));
      throw Problem.of(ProblemType.BLOCKED, "guard_LEAVER");
    }
  }

  /** The same for an act that a touch of the passkey signs. */
  void keepFromTouch(Actor actor, String act) {
    if (!JUDGED_ELSEWHERE.contains(act)) {
      keepFrom(actor, act);
    }
  }
}
