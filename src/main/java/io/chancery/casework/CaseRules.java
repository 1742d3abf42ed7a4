package io.chancery.casework;

import io.chancery.casework.Facts.Fact;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.Sha256;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold before a step. Pure: no clock, no database, no CDI. No person acts in two deciding
 * roles (reviewer, approver, custodian, releaser) of one case, whatever roles they hold
 * (product.md, "two people").
 */
final class CaseRules {
  private static final String[] BEFORE_RELEASE = {
    "Propose",
    "Approve",
    "ThirdSign",
    "BeginCollection",
    "CancelCollection",
    "Recollect",
    "ProposeExclusion",
    "ConfirmExclusion",
    "RejectExclusion",
    "Seal",
    "ProposeReissue",
    "Reissue",
    "RejectReissue"
  };
  private static final String[] NOT_WITH_CUSTODIAN = {
    "Propose",
    "Approve",
    "ThirdSign",
    "ConfirmExclusion",
    "RejectExclusion",
    "Reissue",
    "RejectReissue",
    "Release"
  };
  private static final String[] AS_CUSTODIAN = {
    "BeginCollection",
    "BeginSnapshot",
    "CancelCollection",
    "Recollect",
    "ProposeExclusion",
    "Seal",
    "ProposeReissue"
  };

  private CaseRules() {}

  /** Empty when the step may be taken, else why not. */
  static Optional<StepResult> judge(Facts facts, CaseStep step) {
    boolean opens = step.from().isEmpty();
    if (!opens && !step.from().contains(facts.status())) {
      return Optional.of(new StepResult.NotFromHere(facts.status()));
    }
    if (!facts.holdsOneOf(step.roles())) {
      return blocked(Guard.ROLE);
    }
    if (facts.holds(Fact.RECUSED)) {
      return blocked(Guard.CONFLICT);
    }
    if (step.irreversible() && facts.holds(Fact.LEAVING)) {
      return blocked(Guard.LEAVER);
    }
    if (facts.whoTook("Refer").contains(facts.actor()) && !endsReferral(step)) {
      return blocked(Guard.FOUR_EYES);
    }
    // No default: a new step breaks the build here.
    return switch (step) {
      case CaseStep.Submit _ ->
          first(
              unless(facts.fromTheRequestingAgency(), Guard.NOT_THE_REQUESTER),
              unless(facts.holds(Fact.IN_STANDING), Guard.NOT_IN_STANDING));
      case CaseStep.Refer _ -> unless(facts.holds(Fact.IN_STANDING), Guard.NOT_IN_STANDING);
      case CaseStep.Verify _ ->
          first(
              unless(facts.holds(Fact.SUPERVISOR_CONFIRMED), Guard.SUPERVISOR_MISSING),
              unless(facts.holds(Fact.CALLED_BACK), Guard.CALL_BACK_MISSING),
              unless(facts.holds(Fact.CHECKS_PASSED), Guard.CHECKS_OPEN));
      case CaseStep.Refuse _, CaseStep.SendBack _ -> Optional.empty();
      case CaseStep.Stop _, CaseStep.Reopen _ -> notDelivered(facts);
      case CaseStep.Propose _ ->
          first(
              unless(facts.holds(Fact.PRODUCES), Guard.PRESERVES_ONLY),
              otherThan(facts, "Approve", "ThirdSign", "Release"),
              otherThan(facts, AS_CUSTODIAN),
              unless(facts.holds(Fact.CLARIFIED), Guard.CLARIFICATION_OPEN),
              unless(facts.holds(Fact.ITEMS_DECIDED), Guard.ITEMS_UNDECIDED),
              unless(facts.holds(Fact.WITHIN_REACH), Guard.BEYOND_REACH),
              unless(facts.holds(Fact.TARGETS_RESOLVED), Guard.TARGETS_UNRESOLVED));
      case CaseStep.Approve(_, _, var shown, _) ->
          first(
              otherThan(facts, "Propose", "Release"),
              otherThan(facts, AS_CUSTODIAN),
              unless(!facts.approvedSinceProposal(), Guard.THIRD_SIGNATURE),
              unless(facts.holds(Fact.CLARIFIED), Guard.CLARIFICATION_OPEN),
              unless(facts.holds(Fact.WITHIN_REACH), Guard.BEYOND_REACH),
              asShown(facts, "decision", shown));
      case CaseStep.ThirdSign(_, _, var shown, _) ->
          first(
              otherThan(facts, "Propose", "Approve", "Release"),
              otherThan(facts, AS_CUSTODIAN),
              unless(facts.twoApprovers() && facts.approvedSinceProposal(), Guard.NOT_PROTECTED),
              unless(facts.holds(Fact.CLARIFIED), Guard.CLARIFICATION_OPEN),
              unless(facts.holds(Fact.WITHIN_REACH), Guard.BEYOND_REACH),
              asShown(facts, "decision", shown));
      case CaseStep.BeginSnapshot _ ->
          first(
              unless(facts.holds(Fact.PRESERVES), Guard.PRODUCES_ONLY),
              unless(
                  facts.status() != CaseStatus.SUBMITTED || facts.holds(Fact.COMPANION),
                  Guard.CHECKS_OPEN),
              otherThan(facts, NOT_WITH_CUSTODIAN),
              unless(facts.holds(Fact.ORDER_STANDS), Guard.ORDER_OVER),
              unless(facts.holds(Fact.IN_STANDING), Guard.NOT_IN_STANDING));
      case CaseStep.Preserve _ ->
          first(
              unless(facts.holds(Fact.PRESERVES), Guard.PRODUCES_ONLY),
              unless(facts.holds(Fact.TASKS_ENDED), Guard.TASKS_OPEN));
      case CaseStep.Extend _ ->
          first(
              unless(facts.fromTheRequestingAgency(), Guard.NOT_THE_REQUESTER),
              unless(facts.holds(Fact.IN_STANDING), Guard.NOT_IN_STANDING),
              unless(facts.holds(Fact.RENEWABLE), Guard.NOT_RENEWABLE));
      case CaseStep.Lapse _ ->
          first(
              unless(facts.holds(Fact.TERM_OVER), Guard.TERM_RUNS),
              unless(facts.holds(Fact.NOT_SUSPENDED), Guard.SUSPENDED));
      case CaseStep.Lift _ ->
          first(
              unless(facts.holds(Fact.LIFT_BY_TWO), Guard.LIFT_UNCONFIRMED),
              unless(facts.holds(Fact.NOT_SUSPENDED), Guard.SUSPENDED));
      case CaseStep.BeginCollection(_, var scope, _) ->
          first(
              unless(facts.holds(Fact.PRODUCES), Guard.PRESERVES_ONLY),
              otherThan(facts, NOT_WITH_CUSTODIAN),
              asShown(facts, "scope", scope),
              unless(facts.holds(Fact.ORDER_STANDS), Guard.ORDER_OVER),
              protectionStillCovered(facts),
              unless(facts.holds(Fact.IN_STANDING), Guard.NOT_IN_STANDING),
              unless(facts.holds(Fact.WITHIN_CEILING), Guard.READ_CEILING));
      case CaseStep.FinishCollection _ -> unless(facts.holds(Fact.TASKS_ENDED), Guard.TASKS_OPEN);
      case CaseStep.CancelCollection(_, var scope, _) ->
          first(
              unless(facts.holds(Fact.PRODUCES), Guard.PRESERVES_ONLY),
              otherThan(facts, NOT_WITH_CUSTODIAN),
              asShown(facts, "scope", scope));
      case CaseStep.Recollect(_, var scope, _, _) ->
          first(
              unless(facts.holds(Fact.PRODUCES), Guard.PRESERVES_ONLY),
              otherThan(facts, NOT_WITH_CUSTODIAN),
              notDelivered(facts),
              asShown(facts, "scope", scope),
              unless(facts.holds(Fact.ORDER_STANDS), Guard.ORDER_OVER),
              unless(facts.holds(Fact.WITHIN_CEILING), Guard.READ_CEILING));
      case CaseStep.ProposeExclusion _ ->
          first(otherThan(facts, NOT_WITH_CUSTODIAN), notDelivered(facts));
      case CaseStep.ConfirmExclusion(_, _, _, _, _, var shown) -> secondPersonsAnswer(facts, shown);
      case CaseStep.RejectExclusion(_, _, var shown) -> secondPersonsAnswer(facts, shown);
      case CaseStep.Seal _ ->
          first(
              unless(facts.holds(Fact.PRODUCES), Guard.PRESERVES_ONLY),
              otherThan(facts, NOT_WITH_CUSTODIAN),
              unless(facts.holds(Fact.ORDER_STANDS), Guard.ORDER_OVER),
              unless(facts.holds(Fact.EXCLUSIONS_ANSWERED), Guard.EXCLUSIONS_OPEN),
              unless(facts.holds(Fact.ARTEFACTS_DECIDED), Guard.ARTEFACTS_UNDECIDED),
              unless(facts.holds(Fact.RECIPIENT_KEY_VALID), Guard.NO_RECIPIENT_KEY),
              unless(facts.holds(Fact.PACKAGE_SOUND), Guard.PACKAGE_UNSOUND),
              unless(facts.holds(Fact.SAME_PAYLOAD), Guard.PAYLOAD_DIFFERS));
      case CaseStep.Void _ -> Optional.empty();
      case CaseStep.Release(_, _, _, var shown, _) ->
          first(
              otherThan(facts, BEFORE_RELEASE),
              asShown(facts, "package", shown),
              unless(facts.holds(Fact.CLARIFIED), Guard.CLARIFICATION_OPEN),
              unless(facts.holds(Fact.NOT_SUSPENDED), Guard.SUSPENDED),
              unless(facts.holds(Fact.ORDER_STANDS), Guard.ORDER_OVER),
              protectionStillCovered(facts),
              unless(facts.holds(Fact.SUPERVISOR_CONFIRMED), Guard.SUPERVISOR_MISSING),
              unless(facts.holds(Fact.CALLED_BACK), Guard.CALL_BACK_MISSING),
              unless(facts.holds(Fact.IN_STANDING), Guard.NOT_IN_STANDING),
              unless(facts.holds(Fact.RECIPIENT_KEY_VALID), Guard.NO_RECIPIENT_KEY),
              unless(facts.holds(Fact.PACKAGE_SOUND), Guard.PACKAGE_UNSOUND),
              unless(facts.holds(Fact.NOTICES_SETTLED), Guard.NOTICE_OPEN),
              unless(facts.holds(Fact.SEAL_CHECKPOINTED), Guard.NOT_CHECKPOINTED));
      case CaseStep.Recall _ -> unless(!facts.holds(Fact.FETCHED), Guard.ALREADY_FETCHED);
      case CaseStep.ConfirmHandOver _ ->
          unless(facts.holds(Fact.TRANSFER_COMPLETE), Guard.TRANSFER_INCOMPLETE);
      case CaseStep.Expire _ -> unless(facts.holds(Fact.GRANT_EXPIRED), Guard.GRANT_STILL_VALID);
      case CaseStep.ProposeReissue _ ->
          first(otherThan(facts, NOT_WITH_CUSTODIAN), anotherValidKey(facts));
      case CaseStep.Reissue(_, _, _, _, _, var shown) ->
          first(
              otherThan(facts, AS_CUSTODIAN),
              otherThan(facts, "Release"),
              asShown(facts, "reissue", shown),
              anotherValidKey(facts),
              unless(facts.holds(Fact.IN_STANDING), Guard.NOT_IN_STANDING));
      case CaseStep.RejectReissue(_, _, var shown) ->
          first(
              otherThan(facts, AS_CUSTODIAN),
              otherThan(facts, "Release"),
              asShown(facts, "reissue", shown));
      case CaseStep.EndReissue _ -> unless(facts.delivered(), Guard.NOT_REISSUING);
      case CaseStep.Close _ ->
          first(
              unless(facts.holds(Fact.BREAK_GLASS_REVIEWED), Guard.BREAK_GLASS_OPEN),
              unless(facts.holds(Fact.OBLIGATIONS_SETTLED), Guard.OBLIGATION_OPEN),
              unless(facts.holds(Fact.DELETION_SETTLED), Guard.DELETION_OPEN));
      case CaseStep.Withdraw _ ->
          first(
              // The agency did not ask for what the platform refers, and cannot take it back.
              unless(
                  facts.fromTheRequestingAgency() && facts.holds(Fact.REQUESTED),
                  Guard.NOT_THE_REQUESTER),
              notDelivered(facts));
    };
  }

  /** Whoever refers a matter takes no further part in it, but may give it up or close it. */
  private static boolean endsReferral(CaseStep step) {
    return step instanceof CaseStep.Refuse || step instanceof CaseStep.Close;
  }

  /** What was handed over can be issued again as it is; it cannot be changed or taken back. */
  private static Optional<StepResult> notDelivered(Facts facts) {
    return unless(!facts.delivered(), Guard.ALREADY_DELIVERED);
  }

  private static Optional<StepResult> anotherValidKey(Facts facts) {
    return first(
        unless(facts.holds(Fact.RECIPIENT_KEY_VALID), Guard.NO_RECIPIENT_KEY),
        unless(facts.holds(Fact.OTHER_RECIPIENT), Guard.SAME_RECIPIENT));
  }

  /** A reviewer or approver who did none of the custodian's work, about what stands open now. */
  private static Optional<StepResult> secondPersonsAnswer(Facts facts, Sha256 shown) {
    return first(
        otherThan(facts, AS_CUSTODIAN),
        otherThan(facts, "Release"),
        asShown(facts, "exclusion", shown));
  }

  /** Nobody who took one of {@code steps} in this case takes this one. */
  private static Optional<StepResult> otherThan(Facts facts, String... steps) {
    Set<ActorId> people = facts.whoTook(steps);
    return unless(!people.contains(facts.actor()), Guard.FOUR_EYES);
  }

  private static Optional<StepResult> asShown(Facts facts, String what, Sha256 shown) {
    return unless(shown.equals(facts.standing(what)), Guard.SHOWN_DIFFERS);
  }

  private static Optional<StepResult> protectionStillCovered(Facts facts) {
    boolean covered = !facts.twoApprovers() || facts.whoTook("Approve", "ThirdSign").size() >= 2;
    return unless(covered, Guard.THIRD_SIGNATURE);
  }

  private static Optional<StepResult> unless(boolean holds, Guard guard) {
    return holds ? Optional.empty() : blocked(guard);
  }

  private static Optional<StepResult> blocked(Guard guard) {
    return Optional.of(new StepResult.Blocked(guard));
  }

  @SafeVarargs
  private static Optional<StepResult> first(Optional<StepResult>... results) {
    for (Optional<StepResult> result : results) {
      if (result.isPresent()) {
        return result;
      }
    }
    return Optional.empty();
  }
}
