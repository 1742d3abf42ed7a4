package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Staff;
import io.chancery.kernel.CaseId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The flag for expression: the request seeks somebody because of what they say. A flagged case
 * needs a second approver, and its account holder is told before anything is handed over, unless an
 * order in force forbids it. Nobody takes the flag back.
 */
@ApplicationScoped
public class ExpressionFlags {
  /** Why it can be raised: words {@code expression_<code>}. */
  public static final List<String> REASONS =
      List.of("criticism", "press", "political", "religious", "whistle-blowing");

  // Later the signatures and the notices are decided; an approved case goes back to review first.
  private static final Set<CaseStatus> OPEN =
      EnumSet.of(CaseStatus.SUBMITTED, CaseStatus.IN_REVIEW, CaseStatus.AWAITING_APPROVAL);

  /** The flag of a case: one of {@link #REASONS}, by whom and when. */
  public record View(String reason, String by, Instant at) {}

  private final CaseRepositories.Expressions rows;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final CurrentActor current;
  private final Staff staff;
  private final Clock clock;

  ExpressionFlags(
      CaseRepositories.Expressions rows,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      CurrentActor current,
      Staff staff,
      Clock clock) {
    this.rows = rows;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.current = current;
    this.staff = staff;
    this.clock = clock;
  }

  /** Whether it may be raised in a case that stands there. */
  static boolean possible(CaseView view) {
    return OPEN.contains(view.status()) && !view.expression();
  }

  /** The flag of a case; staff only. */
  @Transactional
  public Optional<View> of(String reference) {
    CaseId id = access.visible(reference);
    if (!access.staffLooks()) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return rows.findByIdOptional(id.value())
        .map(flag ->
            new View(
                flag.reason(),
                staff.find(flag.raisedBy()).map(Staff.StaffView::fullName).orElse(""),
                flag.raisedAt()));
  }

  /**
   * Raises the flag.
   *
   * @param reason one of {@link #REASONS}
   * @throws Problem not-from-here once the case is approved, or when it is flagged already
   */
  @Transactional
  public void raise(String reference, String reason) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.CLERK) && !actor.is(Role.REVIEWER) && !actor.is(Role.APPROVER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    if (!REASONS.contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    if (!OPEN.contains(views.lockedStatus(id)) || rows.flagged(id)) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    lifecycle.record(id, actor, new CaseEvent.ExpressionFlagged(reason));
    rows.persist(new ExpressionFlag(id, reason, actor.id(), clock.instant()));
  }
}
