package io.chancery.casework.suspension;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseClocks;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.FactSource;
import io.chancery.casework.Facts;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.CaseId;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.Problem.FieldError;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A court's or an authority's stop: what was collected is kept, nothing leaves, until an approver
 * who did not begin it records how it ended (18 USC 2703(h)(4); Regulation (EU) 2023/1543, Article
 * 17). It has dates of its own; their passing lifts nothing.
 */
@ApplicationScoped
public class Suspensions implements FactSource {
  /** How one can end: words {@code suspension_outcome_<code>}. */
  public static final List<String> OUTCOMES = List.of("denied", "withdrawn", "lifted", "modified");

  /** The act for which an approver touches their key. */
  static final String LIFT = "lift-suspension";

  /**
   * What was filed.
   *
   * @param ground one of the pack's; words {@code suspension_<code>}
   * @param authority the court or authority before which it lies
   * @param until when it is said to end; null when nobody has said
   */
  public record Filing(
      String ground,
      String authority,
      String docket,
      LocalDate filedOn,
      @Nullable LocalDate until) {}

  /** A suspension; {@code outcome} and {@code endedAt} are null while it lasts. */
  public record View(
      int number,
      Filing filing,
      Instant begunAt,
      @Nullable String outcome,
      @Nullable Instant endedAt) {}

  private final SuspensionRows rows;
  private final SuspensionRows.Ends ends;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseClocks clocks;
  private final CaseLifecycle lifecycle;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;

  Suspensions(
      SuspensionRows rows,
      SuspensionRows.Ends ends,
      CaseAccess access,
      CaseViews views,
      CaseClocks clocks,
      CaseLifecycle lifecycle,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.ends = ends;
    this.access = access;
    this.views = views;
    this.clocks = clocks;
    this.lifecycle = lifecycle;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void contribute(CaseId caseId, CaseStep step, Facts facts) {
    facts.state(Facts.Fact.NOT_SUSPENDED, !suspended(caseId));
  }

  /** Whether nothing may leave now. */
  @Transactional
  public boolean suspended(CaseId id) {
    return rows.open(id) > 0;
  }

  /** The suspensions of a case that the current actor may see, oldest first. */
  @Transactional
  public List<View> of(String reference) {
    CaseId id = access.visible(reference);
    Map<UUID, SuspensionEnd> ended =
        ends.of(id).stream().collect(Collectors.toMap(SuspensionEnd::id, Function.identity()));
    return rows.of(id).stream()
        .map(s -> {
          SuspensionEnd end = ended.get(s.id());
          return new View(
              s.number(),
              s.filing(),
              s.begunAt(),
              end == null ? null : end.outcome(),
              end == null ? null : end.endedAt());
        })
        .toList();
  }

  /** The grounds that the case's pack knows. */
  @Transactional
  public List<String> grounds(String reference) {
    return views
        .rules(reference)
        .row(views.of(access.visible(reference)).instrument().kind())
        .orElseThrow()
        .suspensions();
  }

  /**
   * Stops what leaves. Whoever learns of it may; lifting needs more.
   *
   * @throws Problem invalid-input naming each field, or not-from-here when the case is over
   */
  @Transactional
  public void begin(String reference, Filing filing) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.REVIEWER) && !actor.is(Role.APPROVER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    check(reference, filing);
    CaseStatus status = views.lockedStatus(id);
    if (status.isFinal() || status == CaseStatus.DELIVERED) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    boolean first = rows.open(id) == 0;
    int number = rows.of(id).size() + 1;
    rows.persist(new Suspension(ids.next(), id, number, filing, actor.id(), clock.instant()));
    lifecycle.record(
        id,
        actor,
        new CaseEvent.CaseSuspended(number, filing.ground(), filing.filedOn().toString()));
    if (first) {
      clocks.happened(id, CaseClocks.SUSPENSION_BEGUN);
    }
  }

  /**
   * Records how a suspension ended; an approver who did not begin it, with a fresh touch.
   *
   * @param outcome one of {@link #OUTCOMES}
   */
  @Transactional
  public void lift(String reference, int number, String outcome) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.APPROVER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    if (!OUTCOMES.contains(outcome)) {
      throw Problem.invalid("outcome", "outcome_unknown");
    }
    views.lockedStatus(id);
    Suspension open =
        rows.of(id).stream()
            .filter(s -> s.number() == number)
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (ends.findById(open.id()) != null) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    if (open.begunBy().equals(actor.id())) {
      throw Problem.of(ProblemType.BLOCKED, "guard_FOUR_EYES");
    }
    stepUps.require(LIFT, reference);
    ends.persist(new SuspensionEnd(open, id, outcome, actor.id(), clock.instant()));
    ends.flush();
    lifecycle.record(id, actor, new CaseEvent.SuspensionLifted(number, outcome));
    if (rows.open(id) == 0) {
      clocks.happened(id, CaseClocks.SUSPENSION_ENDED);
    }
  }

  private void check(String reference, Filing filing) {
    List<FieldError> errors = new ArrayList<>();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!grounds(reference).contains(filing.ground())) {
      errors.add(new FieldError("ground", "ground_unknown"));
    }
    named(errors, "authority", filing.authority());
    named(errors, "docket", filing.docket());
    if (filing.filedOn().isAfter(today.plusDays(1))) {
      errors.add(new FieldError("filedOn", "date_in_future"));
    }
    if (filing.until() != null && filing.until().isBefore(filing.filedOn())) {
      errors.add(new FieldError("until", "period_reversed"));
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
  }

  private static void named(List<FieldError> errors, String field, String typed) {
    if (typed.isBlank()) {
      errors.add(new FieldError(field, field + "_missing"));
    } else if (typed.length() > 200 || typed.chars().anyMatch(Character::isISOControl)) {
      errors.add(new FieldError(field, "text_too_long"));
    }
  }
}
