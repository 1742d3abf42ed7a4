package io.chancery.casework;

import static io.chancery.casework.CaseStatus.*;

import io.chancery.access.Role;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CustodyEvent;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.ReissueId;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen to a case: one record per step, carrying the evidence the step needs.
 * {@link #from}, {@link #to}, {@link #roles} and {@link #event} sit with the step; {@code
 * docs/state-machine.md} is generated from them.
 */
public sealed interface CaseStep {

  /** Who takes the step. */
  ActorId by();

  record Submit(
      ActorId by,
      String kind,
      Sha256 instrument,
      Sha256 request,
      int targets,
      int items,
      String clock)
      implements CaseStep {}

  /** The platform refers a matter to an authority of its own accord. */
  record Refer(
      ActorId by,
      String kind,
      Sha256 instrument,
      Sha256 request,
      int targets,
      int items,
      String clock)
      implements CaseStep {}

  record Verify(ActorId by, Sha256 handOff, int checks) implements CaseStep {}

  record Refuse(ActorId by, String reason) implements CaseStep {}

  record Propose(
      ActorId by, DecisionId decision, Sha256 digest, int granted, int narrowed, int denied)
      implements CaseStep {}

  record SendBack(ActorId by, DecisionId decision, String reason) implements CaseStep {}

  /** {@code shown} is the digest of the decision as the approver saw it. */
  record Approve(ActorId by, DecisionId decision, Sha256 shown, Sha256 scope) implements CaseStep {}

  record ThirdSign(ActorId by, DecisionId decision, Sha256 shown, Sha256 scope)
      implements CaseStep {}

  record BeginCollection(ActorId by, Sha256 scope, int tasks) implements CaseStep {}

  /** Reads what is asked into storage, of which nothing leaves without a case of its own. */
  record BeginSnapshot(ActorId by, Sha256 scope, int tasks) implements CaseStep {}

  record FinishCollection(ActorId by, Sha256 collected, int artefacts, long rows)
      implements CaseStep {}

  /** The custodian ends a reading that is under way; nothing of it is kept. */
  record CancelCollection(ActorId by, Sha256 scope, String reason) implements CaseStep {}

  record Recollect(ActorId by, Sha256 scope, int tasks, String reason) implements CaseStep {}

  /**
   * Proposes to withhold collected items, or to hand over withheld ones again.
   *
   * @param change {@code exclude} or {@code include}
   * @param items how many records and media files
   * @param digest over the proposal as it is shown to the second person
   */
  record ProposeExclusion(
      ActorId by, ExclusionId exclusion, String change, String reason, long items, Sha256 digest)
      implements CaseStep {}

  /** {@code shown} is the digest of the proposal as the second person saw it. */
  record ConfirmExclusion(
      ActorId by, ExclusionId exclusion, String change, String reason, long items, Sha256 shown)
      implements CaseStep {}

  record RejectExclusion(ActorId by, ExclusionId exclusion, Sha256 shown) implements CaseStep {}

  record Seal(
      ActorId by,
      ProductionId production,
      Sha256 handOff,
      Sha256 ciphertext,
      long bytes,
      String recipient)
      implements CaseStep {}

  record Void(ActorId by, ProductionId production, String reason) implements CaseStep {}

  record Release(
      ActorId by, ProductionId production, DownloadGrantId grant, Sha256 shown, Instant opens)
      implements CaseStep {}

  record Recall(ActorId by, DownloadGrantId grant, String reason) implements CaseStep {}

  record ConfirmHandOver(
      ActorId by, DownloadGrantId grant, int attempt, Sha256 ciphertext, long bytes)
      implements CaseStep {}

  record Expire(ActorId by, DownloadGrantId grant) implements CaseStep {}

  /**
   * Proposes to hand the delivered production over once more, to another key.
   *
   * @param purpose whose key: {@code agency}, {@code court} or {@code defence}
   * @param recipient the key's fingerprint
   * @param digest over the proposal as it is shown to the second person
   */
  record ProposeReissue(
      ActorId by, ReissueId reissue, String purpose, String reason, String recipient, Sha256 digest)
      implements CaseStep {}

  /** {@code shown} is the digest of the proposal as the second person saw it. */
  record Reissue(
      ActorId by, ReissueId reissue, String purpose, String reason, String recipient, Sha256 shown)
      implements CaseStep {}

  record RejectReissue(ActorId by, ReissueId reissue, Sha256 shown) implements CaseStep {}

  /** Gives a re-issue up before it is handed over; what was delivered stays delivered. */
  record EndReissue(ActorId by, ReissueId reissue, String reason) implements CaseStep {}

  /** {@code until}: the end of the term as it stands, exclusive; null for one without an end. */
  record Preserve(ActorId by, Sha256 collected, @Nullable Instant until) implements CaseStep {}

  /** The authority asks once more; {@code until} is the new end, exclusive. */
  record Extend(ActorId by, Instant until) implements CaseStep {}

  /** The term is over. */
  record Lapse(ActorId by) implements CaseStep {}

  /** Two people end a preservation before its term; the proposal names them. */
  record Lift(ActorId by, ProposalId proposal, String reason) implements CaseStep {}

  record Stop(ActorId by, String reason) implements CaseStep {}

  record Reopen(ActorId by, String reason) implements CaseStep {}

  record Close(ActorId by, String reason) implements CaseStep {}

  record Withdraw(ActorId by, String reason) implements CaseStep {}

  /** The step's name, in {@code step_taken} and in the state machine's document. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** The states from which the step is possible; empty for a step that opens a case. */
  default Set<CaseStatus> from() {
    return switch (this) {
      case Submit _, Refer _ -> EnumSet.noneOf(CaseStatus.class);
      case Verify _ -> EnumSet.of(SUBMITTED);
      case Refuse _ -> EnumSet.of(SUBMITTED, IN_REVIEW, AWAITING_APPROVAL);
      case Propose _ -> EnumSet.of(IN_REVIEW);
      case BeginSnapshot _ -> EnumSet.of(SUBMITTED, IN_REVIEW);
      case SendBack _, Approve _, ThirdSign _ -> EnumSet.of(AWAITING_APPROVAL);
      case BeginCollection _ -> EnumSet.of(APPROVED);
      case FinishCollection _, CancelCollection _ -> EnumSet.of(COLLECTING);
      case Recollect _, ProposeExclusion _, ConfirmExclusion _, RejectExclusion _, Seal _ ->
          EnumSet.of(COLLECTED);
      case Preserve _ -> EnumSet.of(COLLECTED);
      case Extend _, Lapse _, Lift _ -> EnumSet.of(PRESERVED);
      case Void _, Release _ -> EnumSet.of(SEALED);
      case Recall _, ConfirmHandOver _, Expire _ -> EnumSet.of(RELEASED);
      case Stop _ -> EnumSet.of(APPROVED, COLLECTING, COLLECTED, SEALED);
      case Reopen _ -> EnumSet.of(APPROVED, COLLECTED, SEALED);
      case ProposeReissue _, Reissue _, RejectReissue _, Close _ -> EnumSet.of(DELIVERED);
      case EndReissue _ -> EnumSet.of(COLLECTED, SEALED);
      case Withdraw _ ->
          EnumSet.of(
              SUBMITTED,
              IN_REVIEW,
              AWAITING_APPROVAL,
              APPROVED,
              COLLECTING,
              COLLECTED,
              SEALED,
              PRESERVED);
    };
  }

  /** Where the step leads, given what is known about the case. */
  default CaseStatus to(Facts facts) {
    return switch (this) {
      case Submit _, Refer _ -> SUBMITTED;
      case Verify _, SendBack _, Reopen _ -> IN_REVIEW;
      case Refuse _, Stop _ -> REFUSED;
      case Propose _ -> AWAITING_APPROVAL;
      case Approve _ ->
          facts.twoApprovers() ? AWAITING_APPROVAL : facts.everyItemDenied() ? REFUSED : APPROVED;
      case ThirdSign _ -> facts.everyItemDenied() ? REFUSED : APPROVED;
      case BeginCollection _, Recollect _, BeginSnapshot _ -> COLLECTING;
      case Preserve _, Extend _ -> PRESERVED;
      case Lapse _, Lift _ -> CLOSED;
      case CancelCollection _ -> APPROVED;
      case FinishCollection _, ProposeExclusion _, ConfirmExclusion _, RejectExclusion _, Void _ ->
          COLLECTED;
      case Reissue _ -> COLLECTED;
      case Seal _, Recall _, Expire _ -> SEALED;
      case Release _ -> RELEASED;
      case ConfirmHandOver _, ProposeReissue _, RejectReissue _, EndReissue _ -> DELIVERED;
      case Close _ -> CLOSED;
      case Withdraw _ -> WITHDRAWN;
    };
  }

  /** Who may take the step; holding one of these roles suffices. */
  default Set<Role> roles() {
    return switch (this) {
      case Submit _, Withdraw _, Extend _ -> EnumSet.of(Role.OFFICER);
      case BeginSnapshot _ -> EnumSet.of(Role.CUSTODIAN, Role.SYSTEM);
      case Preserve _ -> EnumSet.of(Role.SYSTEM);
      case Lapse _, Lift _ -> EnumSet.of(Role.CLOCK);
      case Refer _, Verify _ -> EnumSet.of(Role.CLERK);
      case Refuse _ -> EnumSet.of(Role.CLERK, Role.REVIEWER, Role.APPROVER);
      case Propose _ -> EnumSet.of(Role.REVIEWER);
      case SendBack _, Approve _, ThirdSign _, Reopen _ -> EnumSet.of(Role.APPROVER);
      case Reissue _, RejectReissue _ -> EnumSet.of(Role.APPROVER);
      case BeginCollection _, CancelCollection _, Recollect _, ProposeExclusion _, Seal _, Void _ ->
          EnumSet.of(Role.CUSTODIAN);
      case ProposeReissue _ -> EnumSet.of(Role.CUSTODIAN);
      case EndReissue _ -> EnumSet.of(Role.CUSTODIAN, Role.APPROVER);
      case FinishCollection _, ConfirmHandOver _ -> EnumSet.of(Role.SYSTEM);
      case Release _ -> EnumSet.of(Role.RELEASER);
      case Recall _ -> EnumSet.of(Role.RELEASER, Role.REVIEWER, Role.APPROVER);
      case Expire _ -> EnumSet.of(Role.CLOCK);
      case Stop _, ConfirmExclusion _, RejectExclusion _ ->
          EnumSet.of(Role.REVIEWER, Role.APPROVER);
      case Close _ -> EnumSet.of(Role.CLOCK, Role.CLERK);
    };
  }

  /**
   * Whether no later step takes it back, so that nobody takes it on the way out of the platform
   * ({@link Guard#LEAVER}): signatures and confirmations, ends of a case, what is thrown away or
   * handed over.
   */
  default boolean irreversible() {
    return switch (this) {
      case Approve _, ThirdSign _, ConfirmExclusion _, RejectExclusion _, Release _, Void _ -> true;
      case Refuse _, Stop _, Reopen _, Close _, Lapse _, Lift _ -> true;
      case Reissue _, RejectReissue _, EndReissue _ -> true;
      case Submit _, Refer _, Verify _, Propose _, SendBack _, Recall _, Withdraw _ -> false;
      case BeginCollection _, CancelCollection _, Recollect _, ProposeExclusion _, Seal _ -> false;
      case FinishCollection _, ConfirmHandOver _, Expire _, ProposeReissue _ -> false;
      case BeginSnapshot _, Preserve _, Extend _ -> false;
    };
  }

  /**
   * What the ledger says of the step.
   *
   * @param after where it led
   */
  default CustodyEvent event(CaseStatus after) {
    return switch (this) {
      case Submit s ->
          new CaseEvent.RequestSubmitted(
              s.kind(), s.instrument(), s.request(), s.targets(), s.items(), s.clock());
      case Refer s ->
          new CaseEvent.ReferralMade(
              s.kind(), s.instrument(), s.request(), s.targets(), s.items(), s.clock());
      case Verify s -> new CaseEvent.RequestVerified(s.handOff(), s.checks());
      case Refuse s -> new CaseEvent.RequestRefused(s.reason());
      case Propose s ->
          new CaseEvent.DecisionProposed(
              s.decision(), s.digest(), s.granted(), s.narrowed(), s.denied());
      case SendBack s -> new CaseEvent.DecisionSentBack(s.decision(), s.reason());
      case Approve s ->
          new CaseEvent.DecisionApproved(
              s.decision(), s.shown(), s.scope(), after == AWAITING_APPROVAL);
      case ThirdSign s -> new CaseEvent.DecisionCosigned(s.decision(), s.shown(), s.scope());
      case BeginCollection s -> new CaseEvent.CollectionBegun(s.scope(), s.tasks());
      case FinishCollection s ->
          new CaseEvent.CollectionFinished(s.collected(), s.artefacts(), s.rows());
      case CancelCollection s -> new CaseEvent.CollectionCancelled(s.scope(), s.reason());
      case Recollect s -> new CaseEvent.CollectionRepeated(s.scope(), s.tasks(), s.reason());
      case ProposeExclusion s ->
          new CaseEvent.ExclusionProposed(
              s.exclusion(), s.change(), s.reason(), s.items(), s.digest());
      case ConfirmExclusion s ->
          new CaseEvent.ExclusionConfirmed(
              s.exclusion(), s.change(), s.reason(), s.items(), s.shown());
      case RejectExclusion s -> new CaseEvent.ExclusionRejected(s.exclusion(), s.shown());
      case Seal s ->
          new CaseEvent.PackageSealed(
              s.production(), s.handOff(), s.ciphertext(), s.bytes(), s.recipient());
      case Void s -> new CaseEvent.PackageVoided(s.production(), s.reason());
      case Release s ->
          new CaseEvent.ProductionReleased(s.production(), s.grant(), s.opens().toString());
      case Recall s -> new CaseEvent.ReleaseRecalled(s.grant(), s.reason());
      case ConfirmHandOver s ->
          new CaseEvent.HandedOver(s.grant(), s.attempt(), s.ciphertext(), s.bytes());
      case Expire s -> new CaseEvent.GrantExpired(s.grant());
      case ProposeReissue s ->
          new CaseEvent.ReissueProposed(
              s.reissue(), s.purpose(), s.reason(), s.recipient(), s.digest());
      case Reissue s ->
          new CaseEvent.ReissueConfirmed(
              s.reissue(), s.purpose(), s.reason(), s.recipient(), s.shown());
      case RejectReissue s -> new CaseEvent.ReissueRejected(s.reissue(), s.shown());
      case EndReissue s -> new CaseEvent.ReissueEnded(s.reissue(), s.reason());
      case BeginSnapshot s -> new CaseEvent.SnapshotBegun(s.scope(), s.tasks());
      case Preserve s ->
          new CaseEvent.SnapshotTaken(
              s.collected(), s.until() == null ? "no-end" : s.until().toString());
      case Extend s -> new CaseEvent.PreservationExtended(s.until().toString());
      case Lapse _ -> new CaseEvent.PreservationLapsed();
      case Lift s -> new CaseEvent.HoldLifted(s.proposal(), s.reason());
      case Stop s -> new CaseEvent.CaseStopped(s.reason());
      case Reopen s -> new CaseEvent.CaseReopened(s.reason());
      case Close s -> new CaseEvent.CaseClosed(s.reason());
      case Withdraw s -> new CaseEvent.RequestWithdrawn(s.reason());
    };
  }
}
