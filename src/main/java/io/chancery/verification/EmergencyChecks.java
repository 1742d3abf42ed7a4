package io.chancery.verification;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Emergencies;
import io.chancery.casework.Facts;
import io.chancery.casework.Guard;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepResult;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.AgencyAdministration;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The two required rows of an emergency: the confirmation by the agency's own supervisor, and a
 * call-back to a number that the directory has known long enough. Neither can be waived. What the
 * platform refers of its own accord has no supervisor who could confirm it ({@link
 * io.chancery.policy.PolicyPack.Row#supervised}); the call-back stays.
 */
@ApplicationScoped
public class EmergencyChecks {
  /** Touched for the case's reference. */
  public static final String CONFIRM = "confirm-emergency";

  /** The pack's names of the checks that come from these rows. */
  static final String CALL_BACK = "call-back";

  static final String SUPERVISOR = "supervisor-confirmed";
  static final List<String> NAMES = List.of(CALL_BACK, SUPERVISOR);

  /** What may come of a call. */
  static final List<String> OUTCOMES =
      Arrays.stream(CallBack.Outcome.values()).map(Enum::name).toList();

  private final EmergencyRows.Confirmations confirmations;
  private final EmergencyRows.CallBacks calls;
  private final EmergencyRows.Proofs proofs;
  private final Verifications.Checks checks;
  private final AgencyAdministration agencies;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final StepEdge edge;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;

  EmergencyChecks(
      EmergencyRows.Confirmations confirmations,
      EmergencyRows.CallBacks calls,
      EmergencyRows.Proofs proofs,
      Verifications.Checks checks,
      AgencyAdministration agencies,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      StepEdge edge,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock) {
    this.confirmations = confirmations;
    this.calls = calls;
    this.proofs = proofs;
    this.checks = checks;
    this.agencies = agencies;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.edge = edge;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
  }

  /** The emergencies of the supervisor's agency that wait for an answer, newest first. */
  @Transactional
  public List<CaseViews.Row> waiting() {
    return views.list(CaseStatus.SUBMITTED, 0).stream()
        .filter(CaseViews.Row::emergency)
        .filter(row -> !answered(row.reference()))
        .toList();
  }

  /** Whether the supervisor has answered about this case. */
  @Transactional
  public boolean answered(String reference) {
    return confirmations.of(access.visible(reference)).isPresent();
  }

  /**
   * The supervisor's one answer about an emergency of their agency.
   *
   * @param words how they know; required
   * @throws Problem blocked when they submitted it themselves; not-from-here once it was answered
   */
  @Transactional
  public void confirm(String reference, boolean confirmed, String words) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    if (!actor.is(Role.SUPERVISOR)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    CaseView view = views.of(id);
    if (view.officerId().equals(actor.id().toString())) {
      refuse(reference, "ConfirmEmergency", Guard.SUPERVISOR_IS_OFFICER);
    }
    requireOpen(view);
    if (confirmations.of(id).isPresent()) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    if (!Emergencies.isInWords(words)) {
      throw Problem.invalid("words", "confirmation_words");
    }
    stepUps.require(CONFIRM, reference);
    Instant now = clock.instant();
    lifecycle.record(
        id, actor, new CaseEvent.EmergencyConfirmed(confirmed ? "confirmed" : "denied"));
    confirmations.persist(
        new EmergencyConfirmation(ids.next(), id, confirmed, words.strip(), actor.id(), now));
    check(id, SUPERVISOR, confirmed, words, actor, now);
  }

  /**
   * A clerk's call to a number of the requester's agency in the directory.
   *
   * @param outcome one of {@link #OUTCOMES}
   * @param evidence who spoke and what was said; required
   * @throws Problem blocked, with an entry, when the number is not yet old enough; invalid-input
   */
  @Transactional
  public void callBack(String reference, String number, String outcome, String evidence) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    if (!actor.is(Role.CLERK)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    CaseView view = views.of(id);
    requireOpen(view);
    requireOther(view, actor, "CallBack");
    AgencyAdministration.CallBackNumber called =
        agencies.callBackNumbers(view.agencyId()).stream()
            .filter(each -> each.id().toString().equals(number))
            .findFirst()
            .orElseThrow(() -> Problem.invalid("number", "call_back_number"));
    if (!called.usable()) {
      refuse(reference, "CallBack", Guard.NUMBER_TOO_YOUNG);
    }
    if (!OUTCOMES.contains(outcome)) {
      throw Problem.invalid("outcome", "call_back_outcome");
    }
    if (!Emergencies.isInWords(evidence)) {
      throw Problem.invalid("evidence", "evidence_missing");
    }
    CallBack.Outcome came = CallBack.Outcome.valueOf(outcome);
    Instant now = clock.instant();
    lifecycle.record(
        id,
        actor,
        new CaseEvent.CalledBack(
            called.id().toString(), came.name().toLowerCase(java.util.Locale.ROOT)));
    calls.persist(
        new CallBack(ids.next(), id, called.id(), came, evidence.strip(), actor.id(), now));
    check(id, CALL_BACK, came == CallBack.Outcome.CONFIRMED, evidence, actor, now);
  }

  /** Ties a verification to the rows that it rests on; nothing where one is missing. */
  @Transactional(Transactional.TxType.MANDATORY)
  void conclude(CaseId id) {
    Optional<EmergencyConfirmation> confirmation =
        confirmations.of(id).filter(EmergencyConfirmation::confirmed);
    Optional<CallBack> call = calls.newest(id).filter(CallBack::confirmed);
    if (call.isPresent() && (confirmation.isPresent() || !views.supervised(id))) {
      proofs.persist(
          new EmergencyVerification(id, confirmation.orElse(null), call.get(), clock.instant()));
    }
  }

  /** States both rows; called by the stage's one source of facts. */
  void contribute(CaseId caseId, CaseStep step, Facts facts) {
    if (step instanceof CaseStep.Verify || step instanceof CaseStep.Release) {
      boolean emergency = views.of(caseId).emergency();
      facts
          .state(
              Facts.Fact.SUPERVISOR_CONFIRMED,
              !views.supervised(caseId)
                  || confirmations.of(caseId).filter(EmergencyConfirmation::confirmed).isPresent())
          .state(
              Facts.Fact.CALLED_BACK,
              !emergency || calls.newest(caseId).filter(CallBack::confirmed).isPresent());
    }
  }

  private void check(
      CaseId id, String name, boolean passed, String words, Actor actor, Instant now) {
    checks.persist(
        new VerificationCheck(ids.next(), id, name, passed, words.strip(), actor.id(), now));
  }

  /**
   * Who began a case of the platform's own accord checks nothing of it.
   *
   * @throws Problem blocked, with an entry
   */
  void requireOther(CaseView view, Actor actor, String act) {
    if (actor.id().toString().equals(view.referredBy())) {
      refuse(view.reference(), act, Guard.FOUR_EYES);
    }
  }

  private static void requireOpen(CaseView view) {
    if (!view.emergency() || view.status() != CaseStatus.SUBMITTED) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
  }

  private void refuse(String reference, String act, Guard guard) {
    StepResult unused =
        edge.require(new CaseReference(reference), act, new StepResult.Blocked(guard));
  }
}
