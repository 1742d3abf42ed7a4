package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Letters;
import io.chancery.casework.StepResult;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Officers;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.notification.Outbox;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What can still be done once the first byte is out: tell the agency that it must delete, and hold
 * it to its word. Before the first byte, a release is recalled by a step.
 */
@ApplicationScoped
public class Recalls {
  /** The act for which staff touch their key; its object is the case. */
  public static final String NOTICE = "recall-notice";

  /** The act for which the agency's person touches theirs. */
  public static final String DELETION = "deletion";

  /** The act for which a clerk touches theirs. */
  public static final String OVERDUE = "deletion-overdue";

  /** Why something must be deleted. */
  public static final List<String> REASONS =
      List.of("order-withdrawn", "order-quashed", "released-in-error", "wrong-content");

  /** How the desk took up a deletion that nobody confirmed. */
  public static final List<String> ENDS = List.of("supervisor-called", "authority-told");

  /**
   * The newest recall of a case.
   *
   * @param state {@code open}, {@code overdue}, {@code escalated} or {@code met}
   * @param productions how many productions the agency had begun to fetch
   */
  public record View(
      String reason,
      int productions,
      Instant issuedAt,
      Instant dueAt,
      String state,
      @Nullable Instant confirmedAt) {}

  private final AfterReleaseRows rows;
  private final DeliveryRows grants;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final Letters letters;
  private final Officers officers;
  private final Outbox outbox;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;
  private final Duration patience;

  Recalls(
      AfterReleaseRows rows,
      DeliveryRows grants,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      Letters letters,
      Officers officers,
      Outbox outbox,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "chancery.delivery.deletion", defaultValue = "P14D")
          Duration patience) {
    this.rows = rows;
    this.grants = grants;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.letters = letters;
    this.officers = officers;
    this.outbox = outbox;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
    this.patience = patience;
  }

  /** The newest recall of a case that the current actor may see. */
  @Transactional
  public Optional<View> of(String reference) {
    return rows.notice(access.visible(reference)).map(this::view);
  }

  /**
   * Asks the agency to delete what it fetched: a letter, a mail, a date. What can still be fetched
   * no longer can.
   *
   * @param reason one of {@link #REASONS}
   * @throws Problem duplicate while an earlier notice is open
   */
  @Transactional
  public StepResult notice(String reference, long seenVersion, String reason) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.REVIEWER) && !actor.is(Role.APPROVER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    if (!REASONS.contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    CaseStatus status = views.lockedStatus(id);
    long version = views.version(reference);
    if (version != seenVersion) {
      return new StepResult.Stale();
    }
    List<DeliveryGrant> begun =
        grants.of(id).stream().filter(grant -> grant.attempts() > 0).toList();
    if (begun.isEmpty()) {
      return new StepResult.NotFromHere(status);
    }
    if (rows.notice(id).filter(earlier -> confirmed(earlier).isEmpty()).isPresent()) {
      throw Problem.of(ProblemType.DUPLICATE, "recall_open");
    }
    stepUps.require(NOTICE, reference);
    Instant now = clock.instant();
    Instant due = now.plus(patience);
    int productions = (int) begun.stream().map(DeliveryGrant::production).distinct().count();
    rows.add(new RecallNotice(ids.next(), id, reason, productions, actor.id(), now, due));
    lifecycle.record(id, actor, new CaseEvent.RecallNotified(reason, productions, due.toString()));
    endGrants(id, actor, reason);
    letters.recallNotice(id, reason);
    tellOfficer(id, Outbox.Kind.RECALL_NOTICE);
    return new StepResult.Applied(new CaseReference(reference), status, version);
  }

  /**
   * The agency's word that every copy is gone.
   *
   * @throws Problem not-from-here when nothing waits for it
   */
  @Transactional
  public View confirm(String reference) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.OFFICER) && !actor.is(Role.SUPERVISOR)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    CaseStatus unused = views.lockedStatus(id);
    RecallNotice open =
        rows.notice(id)
            .filter(notice -> confirmed(notice).isEmpty())
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    stepUps.require(DELETION, reference);
    lifecycle.record(id, actor, new CaseEvent.DeletionConfirmed(open.productions()));
    rows.add(event(open, DeletionEvent.Kind.CONFIRMED, actor.id()));
    return view(open);
  }

  /**
   * Takes up a deletion that was not confirmed in time; the duty stays.
   *
   * @param how one of {@link #ENDS}
   */
  @Transactional
  public StepResult escalate(String reference, long seenVersion, String how) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.CLERK)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    if (!ENDS.contains(how)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    CaseStatus status = views.lockedStatus(id);
    long version = views.version(reference);
    if (version != seenVersion) {
      return new StepResult.Stale();
    }
    RecallNotice overdue =
        rows.notice(id)
            .filter(notice -> view(notice).state().equals("overdue"))
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    stepUps.require(OVERDUE, reference);
    lifecycle.record(id, actor, new CaseEvent.DeletionEscalated(how));
    rows.add(event(overdue, DeletionEvent.Kind.ESCALATED, actor.id()));
    return new StepResult.Applied(new CaseReference(reference), status, version);
  }

  /** Reminds of a deletion that is due; once. */
  void remind(RecallNotice due) {
    CaseStatus unused = views.lockedStatus(due.caseId());
    if (rows.events(due).isEmpty()) {
      lifecycle.record(
          due.caseId(), Actor.CLOCK, new CaseEvent.DeletionReminded(due.dueAt().toString()));
      rows.add(event(due, DeletionEvent.Kind.REMINDED, Actor.CLOCK.id()));
      tellOfficer(due.caseId(), Outbox.Kind.DELETION_DUE);
    }
  }

  /**
   * Nothing more is fetched by the grants that are open. The clock lets them expire, which gives
   * the case back to the releaser.
   */
  void endGrants(CaseId id, Actor actor, String reason) {
    grants.of(id).stream()
        .filter(DeliveryGrant::live)
        .filter(open -> open.expiresAt().isAfter(clock.instant()))
        .forEach(open -> {
          grants.lock(open.id()).endAt(clock.instant());
          lifecycle.record(id, actor, new CaseEvent.GrantWithdrawn(open.id(), reason));
        });
  }

  private void tellOfficer(CaseId id, Outbox.Kind kind) {
    var view = views.of(id);
    officers
        .find(ActorId.parse(view.officerId()))
        .ifPresent(
            officer -> outbox.add(kind, new CaseReference(view.reference()), officer.mail()));
  }

  private DeletionEvent event(RecallNotice notice, DeletionEvent.Kind kind, ActorId by) {
    return new DeletionEvent(ids.next(), notice, kind, by, clock.instant());
  }

  private Optional<DeletionEvent> confirmed(RecallNotice notice) {
    return rows.events(notice).stream()
        .filter(event -> event.kind() == DeletionEvent.Kind.CONFIRMED)
        .findFirst();
  }

  private View view(RecallNotice notice) {
    Optional<DeletionEvent> met = confirmed(notice);
    boolean escalated =
        rows.events(notice).stream()
            .anyMatch(event -> event.kind() == DeletionEvent.Kind.ESCALATED);
    String state =
        met.isPresent()
            ? "met"
            : escalated
                ? "escalated"
                : notice.dueAt().isBefore(clock.instant()) ? "overdue" : "open";
    return new View(
        notice.reason(),
        notice.productions(),
        notice.issuedAt(),
        notice.dueAt(),
        state,
        met.map(DeletionEvent::at).orElse(null));
  }
}
