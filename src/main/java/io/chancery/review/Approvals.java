package io.chancery.review;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.StepResult;
import io.chancery.casework.TargetAccounts;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.casework.handoff.VerifiedRequest;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Staff;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The second signature, and the third where an account is protected. */
@ApplicationScoped
public class Approvals {
  private final Decisions decisions;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final TargetAccounts accounts;
  private final HandOffs handOffs;
  private final Staff staff;
  private final CurrentActor current;
  private final StepUps stepUps;

  Approvals(
      Decisions decisions,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      TargetAccounts accounts,
      HandOffs handOffs,
      Staff staff,
      CurrentActor current,
      StepUps stepUps) {
    this.decisions = decisions;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.accounts = accounts;
    this.handOffs = handOffs;
    this.staff = staff;
    this.current = current;
    this.stepUps = stepUps;
  }

  /** The newest decision of the case, as an approver is shown it; staff only. */
  @Transactional
  public Optional<DecisionView> proposed(String reference) {
    CaseId id = access.visible(reference);
    if (current.get().kind() != Actor.Kind.STAFF) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return decisions.newest(id).map(d -> view(id, d));
  }

  /**
   * What the newest decision followed from, for an auditor to take; a look of its own at the case.
   *
   * @return bytes whose digest stands in the ledger
   * @throws Problem not-found when nothing was proposed, or nothing was recorded then
   */
  @Transactional
  public byte[] inputs(String reference) {
    CaseId id = access.visible(reference);
    ReviewDecision decision =
        decisions
            .newest(id)
            .filter(ReviewDecision::replayable)
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    lifecycle.record(id, current.get(), new CaseEvent.CaseViewed("decision-inputs"));
    return decision.inputs();
  }

  /**
   * Approves the decision whose digest was shown.
   *
   * @param shown the digest on the page or in the answer that the approver saw
   */
  @Transactional
  public StepResult approve(String reference, long seenVersion, Sha256 shown) {
    return sign(reference, seenVersion, shown, false);
  }

  /** Signs, as a second approver, a decision about a protected account. */
  @Transactional
  public StepResult thirdSign(String reference, long seenVersion, Sha256 shown) {
    return sign(reference, seenVersion, shown, true);
  }

  /** Sends a proposal back to review. */
  @Transactional
  public StepResult sendBack(String reference, long seenVersion, String reason) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    ReviewDecision decision = decisions.newest(id).orElseThrow(Approvals::nothingProposed);
    stepUps.require("send-back", reference);
    return lifecycle.apply(
        id,
        seenVersion,
        actor,
        new CaseStep.SendBack(actor.id(), decision.id(), reasonCode(reason)));
  }

  /** Stops a case for good: the authority's refusal, a withdrawn order, a court. */
  @Transactional
  public StepResult stop(String reference, long seenVersion, String reason) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    stepUps.require("stop", reference);
    return lifecycle.apply(
        id, seenVersion, actor, new CaseStep.Stop(actor.id(), reasonCode(reason)));
  }

  /** Sends an approved case back to review; approval and production are void. */
  @Transactional
  public StepResult reopen(String reference, long seenVersion, String reason) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    stepUps.require("reopen", reference);
    return lifecycle.apply(
        id, seenVersion, actor, new CaseStep.Reopen(actor.id(), reasonCode(reason)));
  }

  private StepResult sign(String reference, long seenVersion, Sha256 shown, boolean third) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    ReviewDecision decision = decisions.newest(id).orElseThrow(Approvals::nothingProposed);
    stepUps.require("approve", reference);
    ApprovedScope approved = scope(id, reference, decision, actor.id(), third);
    // What was proposed was judged by the same rules; here nobody relies on that.
    DecisionQuestion asked = DecisionQuestion.of(views.of(id), Map.of());
    if (!DecisionRules.isWithin(asked, views.rules(reference), approved.items())) {
      throw Problem.of(ProblemType.BLOCKED, "beyond_reach");
    }
    Sha256 scope = handOffs.write(id, approved);
    DecisionId decisionId = decision.id();
    return lifecycle.apply(
        id,
        seenVersion,
        actor,
        third
            ? new CaseStep.ThirdSign(actor.id(), decisionId, shown, scope)
            : new CaseStep.Approve(actor.id(), decisionId, shown, scope));
  }

  private ApprovedScope scope(
      CaseId id, String reference, ReviewDecision decision, ActorId approver, boolean third) {
    List<ApprovedScope.Granted> granted =
        granted(decisions.itemsOf(decision), views.of(id).targets(), accounts.hashes(id));
    String approvers =
        third
            ? handOffs
                    .latest(id, ApprovedScope.class)
                    .map(s -> s.value().approvedBy() + " ")
                    .orElse("")
                + approver
            : approver.toString();
    return new ApprovedScope(
        reference,
        handOffs.latest(id, VerifiedRequest.class).map(HandOffs.Stored::digest).orElseThrow(),
        decision.id().toString(),
        decision.digest(),
        decision.proposedBy().toString(),
        approvers,
        granted);
  }

  /**
   * What a decision grants: of each item that is not denied its account and no other. Pure.
   *
   * @param hashes keyed hashes of the found accounts, by target
   */
  static List<ApprovedScope.Granted> granted(
      List<ItemDecision> decided, List<CaseView.TargetView> targets, Map<Integer, String> hashes) {
    Map<Integer, CaseView.TargetView> byItem = new HashMap<>();
    targets.forEach(target -> target.items().forEach(item -> byItem.put(item.number(), target)));
    return decided.stream()
        .filter(d -> d.granted() != null)
        .map(d -> {
          CaseView.TargetView target = Objects.requireNonNull(byItem.get(d.item()));
          return new ApprovedScope.Granted(
              target.number(),
              target.accountOf(),
              hashes.getOrDefault(target.number(), ""),
              target.item(d.item()).group(),
              Objects.requireNonNull(d.granted()),
              d.fields().named());
        })
        .toList();
  }

  private DecisionView view(CaseId id, ReviewDecision decision) {
    Map<Integer, CaseView.ItemView> asked = asked(id);
    boolean signedOnce =
        handOffs
            .latest(id, ApprovedScope.class)
            .filter(s -> s.value().decision().equals(decision.id().toString()))
            .isPresent();
    return new DecisionView(
        decision.id(),
        decision.digest(),
        staff.find(decision.proposedBy()).map(Staff.StaffView::fullName).orElse(""),
        decision.proposedAt(),
        signedOnce ? 1 : 0,
        decisions.itemsOf(decision).stream()
            .map(d -> {
              CaseView.ItemView item = Objects.requireNonNull(asked.get(d.item()));
              return new DecisionView.Item(
                  item.number(),
                  item.target(),
                  item.group(),
                  item.period(),
                  d.outcome(),
                  d.granted(),
                  d.fields().named(),
                  d.reason(),
                  d.explanation());
            })
            .toList());
  }

  private Map<Integer, CaseView.ItemView> asked(CaseId id) {
    return views.of(id).targets().stream()
        .flatMap(t -> t.items().stream())
        .collect(Collectors.toMap(CaseView.ItemView::number, Function.identity()));
  }

  private static String reasonCode(String reason) {
    if (!reason.matches("[a-z][a-z0-9-]{2,60}")) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    return reason;
  }

  private static Problem nothingProposed() {
    return Problem.of(ProblemType.NOT_FROM_HERE);
  }
}
