package io.chancery.retention;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Leavers;
import io.chancery.access.ProposalHandler;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.access.TwoPersonAct;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.FactSource;
import io.chancery.casework.Facts;
import io.chancery.casework.StepResult;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Purgeable;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Two people end a preservation, or erase what is no longer kept; after a time to object. */
@ApplicationScoped
public class Purges implements ProposalHandler, FactSource {
  /** Why a preservation may end before its term, and why something is erased. */
  static final List<String> LIFT_REASONS =
      List.of("not-authentic", "order-refused", "order-produced", "requested-in-error");

  static final List<String> PURGE_REASONS = List.of("term-over", "withdrawn", "kept-long-enough");

  /**
   * A case of which something may be erased now.
   *
   * @param what code of what may be done
   * @param since when it was delivered or ended
   */
  public record DueView(String reference, String kind, String what, Instant since) {}

  /** What will happen at {@code runsAt} unless somebody objects. */
  public record PlannedView(String reference, String what, Instant runsAt) {}

  /**
   * What can be done about one case.
   *
   * @param what code of what may be proposed now; null when nothing may
   * @param planned what was agreed on and still waits
   */
  public record CaseKeeping(@Nullable String what, @Nullable PlannedView planned) {}

  private final RetentionRows rows;
  private final Proposals proposals;
  private final Leavers leavers;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final CurrentActor current;
  private final Instance<Purgeable> owners;
  private final Clock clock;
  private final Duration keep;
  private final Duration veto;

  Purges(
      RetentionRows rows,
      Proposals proposals,
      Leavers leavers,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      CurrentActor current,
      @Any Instance<Purgeable> owners,
      Clock clock,
      @ConfigProperty(name = "chancery.retention.production", defaultValue = "P90D") Duration keep,
      @ConfigProperty(name = "chancery.delivery.veto", defaultValue = "PT30M") Duration veto) {
    this.rows = rows;
    this.proposals = proposals;
    this.leavers = leavers;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.current = current;
    this.owners = owners;
    this.clock = clock;
    this.keep = keep;
    this.veto = veto;
  }

  /** Everything that may be erased now, what is longest over first. */
  @Transactional
  public List<DueView> due() {
    return rows.due(clock.instant().minus(keep)).stream()
        .map(d ->
            new DueView(
                d.reference(),
                d.kind(),
                (d.stores() ? Undertaking.SNAPSHOT : Undertaking.PRODUCTION).code(),
                d.endedAt()))
        .toList();
  }

  /** What two people agreed on and still waits, by its time. */
  @Transactional
  public List<PlannedView> planned() {
    return rows.open().stream().map(this::view).toList();
  }

  /** What can be done about a case that the current actor may see. */
  @Transactional
  public CaseKeeping of(String reference) {
    CaseId id = access.visible(reference);
    return new CaseKeeping(
        possible(id).map(Undertaking::code).orElse(null),
        rows.open(id).map(this::view).orElse(null));
  }

  /**
   * Proposes the one thing that may be done about a case now.
   *
   * @param code a reason of the list
   * @param words the same in words, for the second person
   * @throws Problem not-from-here when nothing may be done; forbidden but for custodians; blocked
   *     for who leaves
   */
  @Transactional
  public ProposalId propose(String reference, String code, String words) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.CUSTODIAN)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    leavers.keepFrom(actor, "retention");
    Undertaking what =
        possible(id)
            .filter(_ -> rows.open(id).isEmpty())
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    if (!(what == Undertaking.LIFT ? LIFT_REASONS : PURGE_REASONS).contains(code)) {
      throw Problem.invalid("code", "reason_unknown");
    }
    return proposals.propose(
        what.act(), id.value(), null, code.getBytes(StandardCharsets.UTF_8), words);
  }

  /**
   * Objects to what was agreed on, while it waits.
   *
   * @throws Problem not-from-here when nothing waits
   */
  @Transactional
  public void stop(String reference) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.CUSTODIAN) && !actor.is(Role.APPROVER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    views.lockedStatus(id);
    PlannedAct act = rows.open(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    end(act, PlannedActEnd.How.STOPPED, actor);
  }

  /** Acts whose time has come. */
  @Transactional
  List<ProposalId> ripe() {
    Instant now = clock.instant();
    return rows.open().stream()
        .filter(act -> !now.isBefore(act.runsAt()))
        .map(PlannedAct::proposal)
        .toList();
  }

  /**
   * Does what was agreed on; in one transaction, which may be repeated after a crash. What became
   * impossible meanwhile is stopped, and says so.
   */
  @Transactional
  void run(ProposalId proposal, Actor actor) {
    Optional<PlannedAct> found = rows.open(proposal);
    if (found.isEmpty()) {
      return;
    }
    PlannedAct act = found.get();
    views.lockedStatus(act.caseId());
    if (rows.open(proposal).isEmpty()) {
      return;
    }
    if (possible(act.caseId()).filter(now -> now == act.what()).isEmpty()) {
      end(act, PlannedActEnd.How.STOPPED, actor);
      return;
    }
    Purgeable.What what = act.what().what();
    if (what == null) {
      StepResult.Applied unused =
          lifecycle.applyNow(
              act.caseId(), actor, new CaseStep.Lift(actor.id(), proposal, act.reason()));
      rows.add(
          new PlannedActEnd(proposal.value(), PlannedActEnd.How.DONE, actor.id(), clock.instant()));
      return;
    }
    int objects = 0;
    for (Purgeable owner : owners) {
      try {
        objects += owner.purge(act.caseId(), what);
      } catch (IOException e) {
        throw new UncheckedIOException("something could not be erased", e);
      }
    }
    rows.add(
        new PlannedActEnd(proposal.value(), PlannedActEnd.How.DONE, actor.id(), clock.instant()));
    lifecycle.record(
        act.caseId(),
        actor,
        what == Purgeable.What.SNAPSHOT
            ? new CaseEvent.KeyDestroyed(proposal, objects)
            : new CaseEvent.ProductionPurged(proposal, objects));
  }

  @Override
  public Set<TwoPersonAct> acts() {
    return EnumSet.allOf(Undertaking.class).stream()
        .map(Undertaking::act)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<Line> describe(TwoPersonAct act, UUID object, byte[] content) {
    return List.of(
        new Line("retention_case", views.of(new CaseId(object)).reference()),
        new Line("retention_reason", new String(content, StandardCharsets.UTF_8)));
  }

  @Override
  public void apply(Confirmed proposal) {
    CaseId id = new CaseId(proposal.object());
    views.lockedStatus(id);
    Undertaking what = Undertaking.of(proposal.act());
    if (possible(id).filter(now -> now == what).isEmpty() || rows.open(id).isPresent()) {
      throw Problem.of(ProblemType.STALE);
    }
    Instant now = clock.instant();
    Instant runs = now.plus(veto);
    String code = new String(proposal.content(), StandardCharsets.UTF_8);
    rows.add(new PlannedAct(proposal.id(), id, what, code, now, runs));
    lifecycle.record(
        id,
        current.get(),
        new CaseEvent.DestructionPlanned(proposal.id(), what.code(), runs.toString()));
  }

  @Override
  public void contribute(CaseId id, CaseStep step, Facts facts) {
    if (step instanceof CaseStep.Lift lift) {
      Instant now = clock.instant();
      facts.state(
          Facts.Fact.LIFT_BY_TWO,
          rows.open(lift.proposal())
              .filter(act -> act.caseId().equals(id) && act.what() == Undertaking.LIFT)
              .filter(act -> !now.isBefore(act.runsAt()))
              .isPresent());
    }
  }

  private Optional<Undertaking> possible(CaseId id) {
    return Undertaking.possible(rows.kept(id), keep, clock.instant());
  }

  private void end(PlannedAct act, PlannedActEnd.How how, Actor actor) {
    rows.add(new PlannedActEnd(act.proposal().value(), how, actor.id(), clock.instant()));
    lifecycle.record(
        act.caseId(), actor, new CaseEvent.DestructionStopped(act.proposal(), act.what().code()));
  }

  private PlannedView view(PlannedAct act) {
    return new PlannedView(views.of(act.caseId()).reference(), act.what().code(), act.runsAt());
  }
}
