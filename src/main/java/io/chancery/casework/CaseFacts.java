package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.casework.Facts.Fact;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.custody.CustodyLedger;
import io.chancery.directory.Agencies;
import io.chancery.directory.BreakGlass;
import io.chancery.directory.Officers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;

/** Gathers what the rules may know, in the step's own transaction. */
@ApplicationScoped
class CaseFacts {
  private final CaseRepositories.Steps steps;
  private final CaseRepositories.Targets targets;
  private final CaseRepositories.Links links;
  private final CaseRepositories.Expressions expressions;
  private final CaseClocks clocks;
  private final CaseAccess access;
  private final ObligationRows obligations;
  private final HandOffs handOffs;
  private final Agencies agencies;
  private final Officers officers;
  private final BreakGlass breakGlass;
  private final CustodyLedger ledger;
  private final Instance<FactSource> sources;

  CaseFacts(
      CaseRepositories.Steps steps,
      CaseRepositories.Targets targets,
      CaseRepositories.Links links,
      CaseRepositories.Expressions expressions,
      CaseClocks clocks,
      CaseAccess access,
      ObligationRows obligations,
      HandOffs handOffs,
      Agencies agencies,
      Officers officers,
      BreakGlass breakGlass,
      CustodyLedger ledger,
      @Any Instance<FactSource> sources) {
    this.steps = steps;
    this.targets = targets;
    this.links = links;
    this.expressions = expressions;
    this.clocks = clocks;
    this.access = access;
    this.obligations = obligations;
    this.handOffs = handOffs;
    this.agencies = agencies;
    this.officers = officers;
    this.breakGlass = breakGlass;
    this.ledger = ledger;
    this.sources = sources;
  }

  Facts gather(DisclosureCase row, Actor actor, CaseStep step) {
    List<Facts.Taken> taken =
        steps.of(row.id()).stream().map(s -> new Facts.Taken(s.step(), s.actor())).toList();
    Facts facts =
        new Facts(row.status(), actor.id(), actor.roles(), actor.agency(), row.agency(), taken);
    List<Target> rows = targets.of(row.id());
    facts
        .state(Fact.REQUESTED, row.referredBy() == null)
        .state(
            Fact.TARGETS_RESOLVED,
            rows.stream().noneMatch(t -> t.resolution() == Target.Resolution.PENDING))
        .state(
            Fact.PROTECTED_ACCOUNT,
            rows.stream()
                .anyMatch(t -> t.accountHash() != null && agencies.isProtected(t.accountHash())))
        .state(Fact.EXPRESSION, expressions.flagged(row.id()))
        .state(Fact.PRODUCES, !clocks.rule(row).preserves())
        .state(Fact.PRESERVES, clocks.rule(row).preserves())
        .state(Fact.COMPANION, links.isCompanion(row.id()))
        .state(Fact.RECUSED, access.recused(row.id(), actor))
        .state(Fact.ORDER_STANDS, step.from().isEmpty() || clocks.stands(row))
        .state(Fact.IN_STANDING, officers.inStanding(row.officer(), row.agency()))
        .state(Fact.OBLIGATIONS_SETTLED, obligations.settled(row.id()))
        .state(Fact.LEAVING, actor.leaving())
        .state(Fact.BREAK_GLASS_REVIEWED, !(step instanceof CaseStep.Close) || reviewed(row));
    handOffs
        .latest(row.id(), ApprovedScope.class)
        .ifPresent(scope -> facts.stands("scope", scope.digest()));
    sources.forEach(source -> source.contribute(row.id(), step, facts));
    return facts;
  }

  /**
   * Whether an auditor has looked at everything that was done here with a role for an emergency.
   */
  private boolean reviewed(DisclosureCase row) {
    List<BreakGlass.Open> open = breakGlass.awaitingReview();
    return open.isEmpty()
        || ledger.timeline(row.id()).stream()
            .noneMatch(
                entry -> open.stream().anyMatch(held -> held.covers(entry.actorId(), entry.at())));
  }
}
