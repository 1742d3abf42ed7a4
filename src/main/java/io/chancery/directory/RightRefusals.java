package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.LeaverRefused;
import io.chancery.access.Role;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.chancery.notification.Outbox;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

/** Refused acts outside a case: each is an entry, in a transaction that outlives the refusal. */
@ApplicationScoped
class RightRefusals {
  private final CustodyLedger ledger;
  private final StaffAlarms alarms;

  RightRefusals(CustodyLedger ledger, StaffAlarms alarms) {
    this.ledger = ledger;
    this.alarms = alarms;
  }

  /**
   * Records the refusal and gives the problem to throw.
   *
   * @param code names the rule: the text {@code error_<code>}
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  Problem refused(Actor actor, ActorId person, String act, String code) {
    ledger.append(new Subject.OfPerson(person), actor, new HouseEvent.ActRefused(act, code));
    return Problem.of(ProblemType.BLOCKED, code);
  }

  /** Somebody who leaves tried what cannot be undone: an entry, and the approvers are told. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void leaver(@Observes LeaverRefused tried) {
    Actor who = tried.who();
    ledger.append(
        new Subject.OfPerson(who.id()), who, new HouseEvent.ActRefused(tried.act(), "leaver"));
    alarms.tell(Outbox.Kind.LEAVER_REFUSED, who.id(), Role.APPROVER);
  }
}
