package io.chancery.custody;

import io.chancery.kernel.DecisionId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.ReissueId;
import io.chancery.kernel.Sha256;

/** What happens to a case, in the order of its path. The rules of {@link CustodyEvent} hold. */
public sealed interface CaseEvent extends CustodyEvent {
  // Request
  record RequestSubmitted(
      String kind, Sha256 instrument, Sha256 request, int targets, int items, String clock)
      implements CaseEvent {}

  /** The platform refers a matter to an authority; {@code instrument} is its own statement. */
  record ReferralMade(
      String kind, Sha256 instrument, Sha256 request, int targets, int items, String clock)
      implements CaseEvent {}

  record InstrumentOpened(Sha256 instrument) implements CaseEvent {}

  /** Somebody took the instrument away as it was uploaded, or the platform's own statement. */
  record InstrumentDownloaded(Sha256 instrument) implements CaseEvent {}

  record RequestWithdrawn(String reason) implements CaseEvent {}

  /**
   * A letter was written to the officer, in both languages.
   *
   * @param number counts the letters of the case
   * @param template name and version of the template
   */
  record LetterIssued(
      int number,
      String kind,
      String template,
      Sha256 englishPdf,
      Sha256 englishHtml,
      Sha256 germanPdf,
      Sha256 germanHtml)
      implements CaseEvent {}

  // Verification
  record CheckRecorded(String check, String outcome) implements CaseEvent {}

  record RequestVerified(Sha256 handOff, int checks) implements CaseEvent {}

  record RequestRefused(String reason) implements CaseEvent {}

  /** A clerk refused the request for {@code kept}, which asks the same. */
  record DuplicateOf(String kept) implements CaseEvent {}

  // Review
  record TargetResolved(int target, GrantId grant, String outcome) implements CaseEvent {}

  /** Several accounts answer to a target's identifier; each is decided on its own. */
  record SeveralAccountsFound(int target, GrantId grant, int accounts) implements CaseEvent {}

  /** Records were counted for the reviewer; {@code counts} digests the sealed numbers. */
  record TargetCounted(int target, GrantId grant, int items, Sha256 counts) implements CaseEvent {}

  /** Accounts that share a sign with a target's were looked for: a hint, no disclosure. */
  record LinkedAccountsSought(int target, GrantId grant, int accounts) implements CaseEvent {}

  record DecisionProposed(DecisionId decision, Sha256 digest, int granted, int narrowed, int denied)
      implements CaseEvent {}

  /** What the proposed decision followed from; {@code inputs} digests its export. */
  record DecisionInputsRecorded(DecisionId decision, Sha256 inputs) implements CaseEvent {}

  record DecisionSentBack(DecisionId decision, String reason) implements CaseEvent {}

  /** {@code awaitsSecond}: a protected account, which a second approver must sign for as well. */
  record DecisionApproved(DecisionId decision, Sha256 shown, Sha256 scope, boolean awaitsSecond)
      implements CaseEvent {}

  record DecisionCosigned(DecisionId decision, Sha256 shown, Sha256 scope) implements CaseEvent {}

  record CaseReopened(String reason) implements CaseEvent {}

  record CaseStopped(String reason) implements CaseEvent {}

  // Collection
  record ReadGrantIssued(GrantId grant, String kind, int target, Sha256 scope)
      implements CaseEvent {}

  record CollectionBegun(Sha256 scope, int tasks) implements CaseEvent {}

  record SourceQueried(GrantId grant, int attempt, Sha256 query) implements CaseEvent {}

  record SourceAnswered(GrantId grant, int attempt, long rows, long bytes, Sha256 content)
      implements CaseEvent {}

  record SourceFailed(GrantId grant, int attempt, String reason) implements CaseEvent {}

  record CollectionFinished(Sha256 collected, int artefacts, long rows) implements CaseEvent {}

  record CollectionRepeated(Sha256 scope, int tasks, String reason) implements CaseEvent {}

  record CollectionCancelled(Sha256 scope, String reason) implements CaseEvent {}

  record FailureAcknowledged(int target, String reason) implements CaseEvent {}

  // Packaging
  /** Somebody saw content of collected records; never which words were looked for. */
  record RecordsViewed(Sha256 collected, String how, int page, int shown, long found)
      implements CaseEvent {}

  record ExclusionProposed(
      ExclusionId exclusion, String change, String reason, long items, Sha256 digest)
      implements CaseEvent {}

  record ExclusionConfirmed(
      ExclusionId exclusion, String change, String reason, long items, Sha256 digest)
      implements CaseEvent {}

  record ExclusionRejected(ExclusionId exclusion, Sha256 digest) implements CaseEvent {}

  record ArtefactsAccepted(ProductionId production, int artefacts, Sha256 decisions)
      implements CaseEvent {}

  record PackagingFailed(ProductionId production, String reason) implements CaseEvent {}

  record PayloadSealed(ProductionId production, Sha256 manifest, int files, long bytes)
      implements CaseEvent {}

  record PackageSealed(
      ProductionId production, Sha256 handOff, Sha256 ciphertext, long bytes, String recipient)
      implements CaseEvent {}

  record PackageVoided(ProductionId production, String reason) implements CaseEvent {}

  // Delivery
  record ProductionReleased(ProductionId production, DownloadGrantId grant, String opens)
      implements CaseEvent {}

  /** It was proposed to hand a production over once more, to another key. */
  record ReissueProposed(
      ReissueId reissue, String purpose, String reason, String recipient, Sha256 digest)
      implements CaseEvent {}

  record ReissueConfirmed(
      ReissueId reissue, String purpose, String reason, String recipient, Sha256 digest)
      implements CaseEvent {}

  record ReissueRejected(ReissueId reissue, Sha256 digest) implements CaseEvent {}

  /** A re-issue was given up before it was handed over. */
  record ReissueEnded(ReissueId reissue, String reason) implements CaseEvent {}

  record ReleaseRecalled(DownloadGrantId grant, String reason) implements CaseEvent {}

  /** The agency was told to delete what it had begun to fetch, by {@code due}. */
  record RecallNotified(String reason, int productions, String due) implements CaseEvent {}

  /** A delivered production turned out to be wrong; the officer was told. */
  record CorrectionNeeded(String reason) implements CaseEvent {}

  /** {@code later} was opened to supplement or correct {@code earlier}; an entry of both cases. */
  record CaseLinked(String relation, String earlier, String later) implements CaseEvent {}

  /** An open grant was ended; {@code reason} is a recall's, or {@code breach}. */
  record GrantWithdrawn(DownloadGrantId grant, String reason) implements CaseEvent {}

  /** Somebody of the agency gave their word that every copy is deleted. */
  record DeletionConfirmed(int productions) implements CaseEvent {}

  record DeletionReminded(String due) implements CaseEvent {}

  record DeletionEscalated(String how) implements CaseEvent {}

  /**
   * A production was lost, or somebody saw it who should not.
   *
   * @param kind {@code lost}, {@code exposed} or {@code accessed}
   * @param side {@code agency} or {@code platform}: who reported it
   * @param noticedOn the day, ISO 8601
   */
  record BreachReported(ProductionId production, String kind, String side, String noticedOn)
      implements CaseEvent {}

  /** {@code officer} is the id of somebody of the same agency, who may fetch as well. */
  record ColleagueNamed(DownloadGrantId grant, String officer) implements CaseEvent {}

  record ColleagueTakenOff(DownloadGrantId grant, String officer) implements CaseEvent {}

  record PickupStarted(DownloadGrantId grant, int attempt) implements CaseEvent {}

  /** The wrapped key of a package was fetched; it opens nothing without the agency's own key. */
  record EnvelopeFetched(DownloadGrantId grant, Sha256 envelope) implements CaseEvent {}

  record PickupBroken(DownloadGrantId grant, int attempt, long bytes) implements CaseEvent {}

  record PickupRefused(String reason) implements CaseEvent {}

  record HandedOver(DownloadGrantId grant, int attempt, Sha256 ciphertext, long bytes)
      implements CaseEvent {}

  record ReceiptGiven(DownloadGrantId grant, Sha256 ciphertext) implements CaseEvent {}

  /** {@code key} is the fingerprint of a key that the agency has registered. */
  record ReceiptSigned(DownloadGrantId grant, Sha256 text, Sha256 signature, String key)
      implements CaseEvent {}

  record GrantExpired(DownloadGrantId grant) implements CaseEvent {}

  record CaseClosed(String reason) implements CaseEvent {}

  // Preservation and the end of what was kept, each by two people but a lapse; times are ISO 8601
  record SnapshotBegun(Sha256 scope, int tasks) implements CaseEvent {}

  record SnapshotTaken(Sha256 collected, String until) implements CaseEvent {}

  record PreservationExtended(String until) implements CaseEvent {}

  record PreservationLapsed() implements CaseEvent {}

  record HoldLifted(ProposalId proposal, String reason) implements CaseEvent {}

  record DestructionPlanned(ProposalId proposal, String what, String at) implements CaseEvent {}

  record DestructionStopped(ProposalId proposal, String what) implements CaseEvent {}

  record KeyDestroyed(ProposalId proposal, int objects) implements CaseEvent {}

  record ProductionPurged(ProposalId proposal, int objects) implements CaseEvent {}

  // Emergencies
  /** The officer's words about each part of the test; the digest is over what is sealed. */
  record EmergencyStated(Sha256 statement, int parts) implements CaseEvent {}

  /** The answer of the agency's own supervisor. */
  record EmergencyConfirmed(String outcome) implements CaseEvent {}

  /** {@code number} is the id of the directory's row, never the number. */
  record CalledBack(String number, String outcome) implements CaseEvent {}

  record EmergencyTested(int parts, int holding) implements CaseEvent {}

  /** As for an emergency, about the conditions and details of another instrument. */
  record ConditionsStated(Sha256 statement, int parts) implements CaseEvent {}

  record ConditionsTested(int parts, int holding) implements CaseEvent {}

  record FollowUpDue(String due) implements CaseEvent {}

  record FollowUpNamed(String followUp) implements CaseEvent {}

  record FollowUpEscalated(String reason) implements CaseEvent {}

  // Beside the path: questions, stops, people out of a case, what the law's clocks heard
  /** {@code words} digests what is sealed. */
  record ClarificationAsked(int number, String reason, Sha256 words) implements CaseEvent {}

  record ClarificationAnswered(int number, Sha256 words) implements CaseEvent {}

  record ClarificationClosed(int number) implements CaseEvent {}

  /** {@code filedOn} is a day, ISO 8601. */
  record CaseSuspended(int number, String ground, String filedOn) implements CaseEvent {}

  record SuspensionLifted(int number, String outcome) implements CaseEvent {}

  /** Something outside the portal that moves a clock; {@code given} is a day or empty. */
  record LegalEventRecorded(String happened, String at, String given) implements CaseEvent {}

  record ConflictDeclared(Sha256 words) implements CaseEvent {}

  /** Somebody is sought because of what they say; {@code reason} is a code. */
  record ExpressionFlagged(String reason) implements CaseEvent {}

  record NoteAdded(Sha256 words) implements CaseEvent {}

  // What the agency reimburses
  /** {@code digest} is over number, law, lines and sum. */
  record InvoiceProposed(int number, Sha256 digest) implements CaseEvent {}

  record InvoiceRejected(int number, Sha256 digest) implements CaseEvent {}

  /**
   * An invoice was stated to the agency.
   *
   * @param number counts the invoices of the case
   * @param letter its number among the case's letters
   * @param sum in the smallest unit of the currency
   * @param due a day, ISO 8601
   */
  record InvoiceIssued(
      int number, int proposal, int letter, String currency, long sum, String due, Sha256 digest)
      implements CaseEvent {}

  record ReimbursementWaived(String reason) implements CaseEvent {}

  // User notice
  /**
   * An order that forbids telling the account holder was recorded.
   *
   * @param order counts the orders of the case
   * @param until when it ends, or {@code no-end} where an approver let it stand
   */
  record NonDisclosureOrderRecorded(int order, String ground, String until) implements CaseEvent {}

  /** As above, for an order that takes over from {@code before}. */
  record NonDisclosureOrderExtended(int order, int before, String ground, String until)
      implements CaseEvent {}

  /** {@code outcome}: confirmed or rejected. */
  record NonDisclosureOrderChecked(int order, String outcome) implements CaseEvent {}

  /** {@code how}: lapsed or lifted. */
  record NonDisclosureOrderEnded(int order, String how) implements CaseEvent {}

  /** {@code due}: when it is to be sent, or what it waits for. */
  record NoticeScheduled(int target, String rule, String due) implements CaseEvent {}

  record NoticeBlocked(int target, String until) implements CaseEvent {}

  record NoticeDue(int target, int letter) implements CaseEvent {}

  /** {@code answer} digests what the operator's channel answered. */
  record NoticeSent(int target, String channel, Sha256 answer) implements CaseEvent {}

  record NoticeFailed(int target, String reason) implements CaseEvent {}

  record NoticeDelivered(int target, String how) implements CaseEvent {}

  record NoticeWithheld(int target, String ground) implements CaseEvent {}

  // Reads and refusals
  record CaseViewed(String page) implements CaseEvent {}

  /** Who works on the case from now on: a person's id, or {@code nobody}. */
  record CaseAssigned(String person) implements CaseEvent {}

  record StepRefused(String step, String guard) implements CaseEvent {}
}
