package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CustodyEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.Subject;
import io.chancery.directory.Officers;
import io.chancery.directory.StaffAlarms;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.notification.Outbox;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The only writer of a case's status. In one transaction: lock the case row, gather the facts,
 * judge, insert the step taken, move, append the ledger entry, write the letter, add the outbox
 * row. Anything but {@link StepResult.Applied} marks the transaction rollback-only, so the caller's
 * own rows vanish with it.
 */
@ApplicationScoped
public class CaseLifecycle {
  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Steps steps;
  private final CaseClocks clocks;
  private final ObligationRows obligations;
  private final CaseFacts facts;
  private final CustodyLedger ledger;
  private final Officers officers;
  private final Outbox outbox;
  private final StaffAlarms alarms;
  private final Letters letters;
  private final Instance<CaseFollower> followers;
  private final Ids ids;
  private final Clock clock;
  private final TransactionManager transactions;

  CaseLifecycle(
      CaseRepositories.Cases cases,
      CaseRepositories.Steps steps,
      CaseClocks clocks,
      ObligationRows obligations,
      CaseFacts facts,
      CustodyLedger ledger,
      Officers officers,
      Outbox outbox,
      StaffAlarms alarms,
      Letters letters,
      @Any Instance<CaseFollower> followers,
      Ids ids,
      Clock clock,
      TransactionManager transactions) {
    this.cases = cases;
    this.steps = steps;
    this.clocks = clocks;
    this.obligations = obligations;
    this.facts = facts;
    this.ledger = ledger;
    this.officers = officers;
    this.outbox = outbox;
    this.alarms = alarms;
    this.letters = letters;
    this.followers = followers;
    this.ids = ids;
    this.clock = clock;
    this.transactions = transactions;
  }

  /**
   * Takes a step.
   *
   * @param seenVersion the case's version that the person saw; an older one answers {@link
   *     StepResult.Stale}
   * @throws Problem not-found when there is no such case for this actor
   */
  @Transactional
  public StepResult apply(CaseId id, long seenVersion, Actor actor, CaseStep step) {
    DisclosureCase row = locked(id);
    if (row.version() != seenVersion) {
      return refuse(new StepResult.Stale());
    }
    return take(row, actor, step);
  }

  /**
   * Takes a step on behalf of the system or the clock, on the case as it stands under its lock.
   * People go through {@link #apply}.
   *
   * @throws IllegalStateException when the step is refused: the caller holds the case's lock and
   *     has seen that it is possible, so a refusal is a bug and must not pass silently
   */
  @Transactional
  public StepResult.Applied applyNow(CaseId id, Actor actor, CaseStep step) {
    StepResult result = take(locked(id), actor, step);
    if (result instanceof StepResult.Applied applied) {
      return applied;
    }
    throw new IllegalStateException(step.name() + " was refused: " + result);
  }

  /**
   * What would stand in the way of a step now, without taking it: for work that takes long before
   * its step, such as packaging. The step itself is judged again.
   */
  @Transactional
  public Optional<StepResult> objection(CaseId id, long seenVersion, Actor actor, CaseStep step) {
    DisclosureCase row = locked(id);
    if (row.version() != seenVersion) {
      return Optional.of(new StepResult.Stale());
    }
    return CaseRules.judge(facts.gather(row, actor, step), step);
  }

  /**
   * What would stand in the way of a step on the case as it stands: for acts beside the steps that
   * are open to the same people under the same conditions.
   */
  @Transactional
  public Optional<StepResult> objection(CaseId id, Actor actor, CaseStep step) {
    return CaseRules.judge(facts.gather(locked(id), actor, step), step);
  }

  /** Opens a case whose row {@code casework} has just inserted in this transaction. */
  StepResult open(DisclosureCase row, Actor actor, CaseStep step) {
    Facts known = facts.gather(row, actor, step);
    Optional<StepResult> objection = CaseRules.judge(known, step);
    if (objection.isPresent()) {
      return refuse(objection.get());
    }
    return record(row, actor, step, known, true);
  }

  /**
   * Records a fact that does not move the case. Takes the row's lock, so that the case's entries
   * are numbered without gaps, and leaves the row unchanged.
   */
  @Transactional
  public void record(CaseId id, Actor actor, CustodyEvent event) {
    DisclosureCase row = locked(id);
    ledger.append(subject(row), actor, event);
  }

  /** Records that a step was refused; after the refused transaction, in a new one. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void recordRefused(CaseReference reference, Actor actor, String step, StepResult why) {
    String guard =
        switch (why) {
          case StepResult.Blocked(var g) -> g.name();
          case StepResult.NotFromHere(var status) -> "NOT_FROM_" + status;
          case StepResult.Stale() -> "STALE";
          case StepResult.Applied _ -> throw new IllegalArgumentException("it was applied");
        };
    cases
        .byReference(reference.value())
        .ifPresent(row -> record(row.id(), actor, new CaseEvent.StepRefused(step, guard)));
    if (why instanceof StepResult.Blocked(var g) && g == Guard.LEAVER) {
      alarms.tell(Outbox.Kind.LEAVER_REFUSED, actor.id(), Role.APPROVER);
    } else if (why instanceof StepResult.Blocked(var g) && g == Guard.READ_CEILING) {
      alarms.tell(Outbox.Kind.READ_CEILING, actor.id(), Role.AUDITOR);
    }
  }

  private StepResult take(DisclosureCase row, Actor actor, CaseStep step) {
    if (!actor.id().equals(step.by())) {
      throw new IllegalArgumentException("a step is taken by the actor who is here");
    }
    Facts known = facts.gather(row, actor, step);
    Optional<StepResult> objection = CaseRules.judge(known, step);
    if (objection.isPresent()) {
      return refuse(objection.get());
    }
    return record(row, actor, step, known, false);
  }

  private StepResult record(
      DisclosureCase row, Actor actor, CaseStep step, Facts known, boolean opening) {
    Instant now = clock.instant();
    CaseStatus before = row.status();
    CaseStatus after = step.to(known);
    Role role =
        actor.roles().stream()
            .filter(step.roles()::contains)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    if (!opening) {
      row.moveTo(after);
    }
    row.seenAfter(step, known.delivered());
    steps.persist(
        new StepTaken(ids.next(), row.id(), step, role.key(), opening ? null : before, after, now));
    tellClocks(row, step, after);
    ledger.append(subject(row), actor, role, step.event(after));
    letters.afterStep(row, actor, step, after);
    if (step instanceof CaseStep.Release) {
      obligations
          .begin(row, now)
          .ifPresent(due ->
              ledger.append(subject(row), actor, role, new CaseEvent.FollowUpDue(due.toString())));
    }
    followers.forEach(room -> room.after(row.id(), step, after, actor));
    tellOfficer(row, step);
    return new StepResult.Applied(row.reference(), after, row.version());
  }

  /** What a step means to the law's clocks. */
  private void tellClocks(DisclosureCase row, CaseStep step, CaseStatus after) {
    switch (step) {
      case CaseStep.Release _ -> clocks.happened(row.id(), CaseClocks.RELEASED);
      case CaseStep.Withdraw _ -> clocks.over(row, CaseClocks.WITHDRAWN);
      case CaseStep.Extend _ -> clocks.extend(row);
      case CaseStep.Close _ -> {} // answered long ago
      default -> {
        if (after.isFinal() || after == CaseStatus.DELIVERED) {
          clocks.over(row, CaseClocks.ANSWERED);
        }
      }
    }
  }

  private void tellOfficer(DisclosureCase row, CaseStep step) {
    Optional<Outbox.Kind> kind =
        switch (step) {
          case CaseStep.Submit _ -> Optional.of(Outbox.Kind.REQUEST_RECEIVED);
          case CaseStep.Refuse _, CaseStep.Stop _ ->
              Optional.of(Outbox.Kind.REQUEST_REFUSED)
                  .filter(k -> row.isForAgency(clock.instant()));
          case CaseStep.Release _ -> Optional.of(Outbox.Kind.PRODUCTION_READY);
          case CaseStep.Preserve _ -> Optional.of(Outbox.Kind.PRESERVATION_TAKEN_UP);
          case CaseStep.Lapse _, CaseStep.Lift _ -> Optional.of(Outbox.Kind.PRESERVATION_ENDED);
          case CaseStep.Recall _ -> Optional.of(Outbox.Kind.RELEASE_RECALLED);
          default -> Optional.empty();
        };
    kind.ifPresent(k ->
        officers
            .find(row.officer())
            .ifPresent(officer -> outbox.add(k, row.reference(), officer.mail())));
  }

  private DisclosureCase locked(CaseId id) {
    return cases.lock(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private StepResult refuse(StepResult why) {
    try {
      if (transactions.getStatus() == Status.STATUS_ACTIVE) {
        transactions.setRollbackOnly();
      }
    } catch (SystemException e) {
      throw new IllegalStateException("the transaction cannot be marked", e);
    }
    return why;
  }

  private static Subject subject(DisclosureCase row) {
    return new Subject.OfCase(row.id(), row.reference());
  }
}
