package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Leavers;
import io.chancery.access.Role;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.platform.Ids;
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
import org.jspecify.annotations.Nullable;

/** The legal process that is owed after an emergency's release: named by the officer, or chased. */
@ApplicationScoped
public class Obligations {
  private static final Set<CaseStatus> NO_PROCESS =
      EnumSet.of(CaseStatus.REFUSED, CaseStatus.WITHDRAWN);

  /**
   * An obligation.
   *
   * @param state {@code open}, {@code overdue}, {@code escalated} or {@code met}
   * @param followUp the case that met it
   */
  public record View(Instant dueAt, String citation, String state, @Nullable String followUp) {}

  private final ObligationRows rows;
  private final ObligationRows.Ends ends;
  private final CaseRepositories.Cases cases;
  private final CaseAccess access;
  private final CaseLifecycle lifecycle;
  private final CurrentActor current;
  private final Leavers leavers;
  private final Ids ids;
  private final Clock clock;

  Obligations(
      ObligationRows rows,
      ObligationRows.Ends ends,
      CaseRepositories.Cases cases,
      CaseAccess access,
      CaseLifecycle lifecycle,
      CurrentActor current,
      Leavers leavers,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.ends = ends;
    this.cases = cases;
    this.access = access;
    this.lifecycle = lifecycle;
    this.current = current;
    this.leavers = leavers;
    this.ids = ids;
    this.clock = clock;
  }

  /** What is owed for a case that the current actor may see. */
  @Transactional
  public Optional<View> of(String reference) {
    CaseId id = access.visible(reference);
    return rows.findByIdOptional(id.value()).map(owed -> view(owed, ends.of(id)));
  }

  /** How many debts of an agency are overdue; one that was escalated is still a debt. */
  @Transactional
  public long overdue(AgencyId agency) {
    return rows.overdue(agency, clock.instant());
  }

  /**
   * Names the case that brings the process.
   *
   * @throws Problem invalid-input when it is not a later, ordinary case of the same agency that
   *     still stands
   */
  @Transactional
  public void meet(String reference, String followUp) {
    DisclosureCase row = access.require(reference);
    Actor actor = current.get();
    if (!actor.is(Role.OFFICER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    View owed = of(reference).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    if (owed.state().equals("met")) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    DisclosureCase later =
        cases
            .byReference(followUp.strip())
            .filter(found -> found.agency().equals(row.agency()) && !found.emergency())
            .filter(found -> found.receivedAt().isAfter(row.receivedAt()))
            .filter(found -> !NO_PROCESS.contains(found.status()))
            .orElseThrow(() -> Problem.invalid("followUp", "follow_up_unknown"));
    lifecycle.record(row.id(), actor, new CaseEvent.FollowUpNamed(later.reference().value()));
    end(row, ObligationEnd.How.MET, later, actor);
  }

  /**
   * Takes up what was not brought in time.
   *
   * @throws Problem not-from-here while it is not overdue
   */
  @Transactional
  public void escalate(String reference) {
    DisclosureCase row = access.require(reference);
    Actor actor = current.get();
    if (!actor.is(Role.CLERK)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    leavers.keepFrom(actor, "escalate");
    if (of(reference).filter(owed -> owed.state().equals("overdue")).isEmpty()) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    lifecycle.record(row.id(), actor, new CaseEvent.FollowUpEscalated("overdue"));
    end(row, ObligationEnd.How.ESCALATED, null, actor);
  }

  private void end(
      DisclosureCase row, ObligationEnd.How how, @Nullable DisclosureCase later, Actor actor) {
    ends.persist(
        new ObligationEnd(
            ids.next(),
            row.id(),
            how,
            later == null ? null : later.id().value(),
            actor.id(),
            clock.instant()));
  }

  private View view(Obligation owed, List<ObligationEnd> ended) {
    Optional<ObligationEnd> met =
        ended.stream().filter(e -> e.how() == ObligationEnd.How.MET).findFirst();
    String state =
        met.isPresent()
            ? "met"
            : !ended.isEmpty()
                ? "escalated"
                : owed.dueAt().isBefore(clock.instant()) ? "overdue" : "open";
    return new View(
        owed.dueAt(),
        owed.citation(),
        state,
        met.map(e -> cases.findById(e.followUp()).reference().value()).orElse(null));
  }
}
