package io.chancery.casework.cost;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Leavers;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.InvoiceLetters;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Officers;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.Sha256;
import io.chancery.notification.Outbox;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What an agency reimburses: a clerk proposes hours, another person looks at the sum and states it
 * to the agency as a letter. A clerk waives what protects children.
 */
@ApplicationScoped
public class Costs {
  /** Why a clerk can waive: words {@code cost_waived_<code>}. */
  public static final List<String> REASONS = List.of("child-safety", "danger-to-life");

  /** The act for which whoever approves touches their key. */
  static final String ISSUE = "issue-invoice";

  private final CostRows rows;
  private final CostRows.Rejections rejections;
  private final CostRows.Invoices invoices;
  private final CostRows.Waivers waivers;
  private final CostViews costs;
  private final CostConfiguration settings;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final InvoiceLetters letters;
  private final Officers officers;
  private final Outbox outbox;
  private final CurrentActor current;
  private final Leavers leavers;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;

  Costs(
      CostRows rows,
      CostRows.Rejections rejections,
      CostRows.Invoices invoices,
      CostRows.Waivers waivers,
      CostViews costs,
      CostConfiguration settings,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      InvoiceLetters letters,
      Officers officers,
      Outbox outbox,
      CurrentActor current,
      Leavers leavers,
      StepUps stepUps,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.rejections = rejections;
    this.invoices = invoices;
    this.waivers = waivers;
    this.costs = costs;
    this.settings = settings;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.letters = letters;
    this.officers = officers;
    this.outbox = outbox;
    this.current = current;
    this.leavers = leavers;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Proposes what the agency is to pay.
   *
   * @param hours by activity, as they were typed
   * @throws Problem invalid-input naming each field; blocked where nothing is charged;
   *     not-from-here before something was released, or while another proposal is open
   */
  @Transactional
  public void propose(String reference, Map<String, String> hours) {
    CaseId id = access.visible(reference);
    Actor actor = require(Role.CLERK);
    CaseStatus unused = views.lockedStatus(id);
    CaseView view = views.of(id);
    FeeSchedule fees = chargeable(view);
    if (!costs.of(reference).proposable()) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    List<FeeSchedule.Line> lines = fees.lines(hours);
    int number = rows.of(id).size() + 1;
    InvoiceProposal proposal =
        new InvoiceProposal(ids.next(), id, number, fees, lines, actor.id(), clock.instant());
    rows.persist(proposal);
    rows.flush();
    lifecycle.record(id, actor, new CaseEvent.InvoiceProposed(number, proposal.digest(reference)));
  }

  /**
   * States a proposed invoice to the agency; another person than the proposer, with a fresh touch.
   *
   * @param shown the digest beside the sum that was looked at
   */
  @Transactional
  public void issue(String reference, int proposal, Sha256 shown) {
    CaseId id = access.visible(reference);
    Actor actor = require(Role.REVIEWER, Role.APPROVER);
    InvoiceProposal open = answerable(reference, id, proposal, shown, actor);
    FeeSchedule unused = chargeable(views.of(id));
    stepUps.require(ISSUE, reference);
    Instant now = clock.instant();
    LocalDate due = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(settings.daysToPay());
    int number = invoices.of(id).size() + 1;
    int letter =
        letters.write(
            id,
            actor,
            new InvoiceLetters.Bill(
                CostViews.number(reference, number),
                open.citation(),
                due,
                settings.contact(),
                CostViews.lines(open),
                FeeSchedule.words(open.sum(), open.currency())));
    invoices.persist(new Invoice(open, id, number, due, letter, actor.id(), now));
    invoices.flush();
    lifecycle.record(
        id,
        actor,
        new CaseEvent.InvoiceIssued(
            number,
            proposal,
            letter,
            open.currency().getCurrencyCode(),
            open.sum(),
            due.toString(),
            shown));
    officers
        .find(ActorId.parse(views.of(id).officerId()))
        .ifPresent(officer ->
            outbox.add(Outbox.Kind.INVOICE_ISSUED, new CaseReference(reference), officer.mail()));
  }

  /** Rejects a proposed invoice; another person than the proposer. */
  @Transactional
  public void reject(String reference, int proposal, Sha256 shown) {
    CaseId id = access.visible(reference);
    Actor actor = require(Role.REVIEWER, Role.APPROVER);
    InvoiceProposal open = answerable(reference, id, proposal, shown, actor);
    rejections.persist(new InvoiceRejection(open, id, actor.id(), clock.instant()));
    rejections.flush();
    lifecycle.record(id, actor, new CaseEvent.InvoiceRejected(proposal, shown));
  }

  /**
   * Charges nothing for the case, for good.
   *
   * @param reason one of {@link #REASONS}
   */
  @Transactional
  public void waive(String reference, String reason) {
    CaseId id = access.visible(reference);
    Actor actor = require(Role.CLERK);
    leavers.keepFrom(actor, "waive-costs");
    CaseStatus unused = views.lockedStatus(id);
    if (!costs.of(reference).waivable()) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    if (!REASONS.contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    waivers.persist(new CostWaiver(id, reason, actor.id(), clock.instant()));
    waivers.flush();
    lifecycle.record(id, actor, new CaseEvent.ReimbursementWaived(reason));
  }

  private InvoiceProposal answerable(
      String reference, CaseId id, int number, Sha256 shown, Actor actor) {
    CaseStatus unused = views.lockedStatus(id);
    InvoiceProposal proposal =
        rows.of(id).stream()
            .filter(p -> p.number() == number)
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (!costs.state(proposal).equals("open")) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    if (proposal.proposedBy().equals(actor.id())) {
      throw Problem.of(ProblemType.BLOCKED, "guard_FOUR_EYES");
    }
    if (!proposal.digest(reference).equals(shown)) {
      throw Problem.of(ProblemType.BLOCKED, "guard_SHOWN_DIFFERS");
    }
    return proposal;
  }

  private Actor require(Role... roles) {
    Actor actor = current.get();
    for (Role role : roles) {
      if (actor.is(role)) {
        return actor;
      }
    }
    throw Problem.of(ProblemType.FORBIDDEN);
  }

  private FeeSchedule chargeable(CaseView view) {
    FeeSchedule fees = costs.fees(view.regime());
    if (fees == null || costs.waived(view) != null) {
      throw Problem.of(ProblemType.BLOCKED, "cost_waived");
    }
    return fees;
  }
}
