package io.chancery.custody;

import io.chancery.kernel.DecisionId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.ReissueId;
import io.chancery.kernel.Sha256;

/**
 * Everything that is recorded, on one screen. The record's name is the entry's {@code event}; its
 * components become the entry's {@code object}. No component may hold personal data: ids, digests,
 * counts and codes only (docs/formats/ledger.md). Each is rendered as a sentence from the message
 * bundle key {@code event_<record name>}.
 */
public sealed interface CustodyEvent {

  /** Whether the bytes travel with a production, or only number and leaf hash. */
  enum Disclosure {
    DISCLOSED,
    INTERNAL
  }

  /** Who may see the entry's bytes outside the platform. */
  default Disclosure disclosure() {
    return disclosureOf(getClass().getSimpleName());
  }

  /** The same, for the event name that stands in an entry. */
  static Disclosure disclosureOf(String event) {
    return InternalEvents.NAMES.contains(event) ? Disclosure.INTERNAL : Disclosure.DISCLOSED;
  }

  // Installation
  /** Development or demonstration data was created; says what was back-dated. */
  record Seeded(String what, int people, int agencies, int backdatedDays) implements CustodyEvent {}

  /** A log key was put into use. */
  record KeyActivated(String keyName, String fingerprint) implements CustodyEvent {}

  /**
   * The portal started with settings that differ from those it last started with.
   *
   * @param changed the names that were added, removed or have another value
   * @param settings words {@code <name>=<first half of the digest of name and value>}; no secrets
   */
  record ConfigurationChanged(String changed, String settings) implements CustodyEvent {}

  /** An auditor took an export of the ledger. */
  record LedgerExported(long size) implements CustodyEvent {}

  /**
   * Reads, grants, ledger and the platforms' own records were compared.
   *
   * @param until everything before it was covered
   * @param uses attempts that were compared
   * @param findings differences
   * @param result digest of the stored result
   */
  record ReadsReconciled(String until, int uses, int findings, Sha256 result)
      implements CustodyEvent {}

  /** An auditor asked what a person did, saw and could do; {@code form}: page, json or csv. */
  record PersonInvestigated(String from, String until, String form) implements CustodyEvent {}

  /** Something about a colleague's day was unusual; {@code kind} says what. */
  record AnomalyFound(String anomaly, String kind) implements CustodyEvent {}

  /** {@code outcome}: explained or followed-up; {@code words} digests the auditor's note. */
  record AnomalyAnswered(String anomaly, String outcome, Sha256 words) implements CustodyEvent {}

  /** An auditor looked at what is unusual, as {@code page}, {@code json} or {@code csv}. */
  record AnomaliesViewed(String form, int shown) implements CustodyEvent {}

  /** Somebody known was refused at the door. */
  record SignInRefused(String reason) implements CustodyEvent {}

  /** An act was refused for want of a touch of the person's own passkey. */
  record StepUpRefused(String act, String reason) implements CustodyEvent {}

  // Acts of two people outside a case's steps
  /** Somebody proposed an act; {@code content} digests what exactly. */
  record ProposalMade(ProposalId proposal, String act, Sha256 content) implements CustodyEvent {}

  record ProposalConfirmed(ProposalId proposal, String act, Sha256 content)
      implements CustodyEvent {}

  record ProposalRejected(ProposalId proposal, String act, Sha256 content)
      implements CustodyEvent {}

  record ProposalWithdrawn(ProposalId proposal, String act, Sha256 content)
      implements CustodyEvent {}

  /** Two approvers must sign for an account from now on; the proposal knows which. */
  record AccountProtected(ProposalId proposal) implements CustodyEvent {}

  record AccountProtectionEnded(ProposalId proposal) implements CustodyEvent {}

  /** From its day on, requests are judged by these rules; {@code digest} is that of their file. */
  record PolicyPackActivated(String pack, String version, Sha256 digest, ProposalId proposal)
      implements CustodyEvent {}

  /** From now on, whoever asks for an account raises an alarm; the proposal knows which account. */
  record CanaryPlaced(ProposalId proposal) implements CustodyEvent {}

  record CanaryEnded(ProposalId proposal) implements CustodyEvent {}

  /**
   * Somebody asked for an account that nobody has a reason to ask for. About no case, so that no
   * page of the case shows it.
   *
   * @param proposal by which the account became a canary
   * @param way {@code resolve}, {@code count}, {@code collection} or {@code search}
   * @param caseId the case's id, or {@code none}
   */
  record CanaryTouched(ProposalId proposal, String way, String caseId) implements CustodyEvent {}

  // The platform's own people. Times are ISO 8601 or empty; a right is named by its row's id.
  /** The first people of an empty installation, from its settings and not by two people. */
  record Bootstrapped(int people) implements CustodyEvent {}

  record StaffAdmitted(ProposalId proposal, boolean contractor, String accessUntil)
      implements CustodyEvent {}

  /** {@code kind}: {@code standing}, {@code elevation} or {@code break-glass}. */
  record RoleGranted(
      String right, String role, String kind, String from, String until, ProposalId proposal)
      implements CustodyEvent {}

  record RoleEnded(String right, String role) implements CustodyEvent {}

  record AccessEnded(String at) implements CustodyEvent {}

  record AccessMovedLater(String accessUntil, ProposalId proposal) implements CustodyEvent {}

  /** From {@code from} to the last day, no step that cannot be undone. */
  record LeaverNoted(String from, String accessUntil) implements CustodyEvent {}

  record AbsenceNoted(String from, String until, String delegate) implements CustodyEvent {}

  /** An act outside a case was refused; {@code rule} names why. */
  record ActRefused(String act, String rule) implements CustodyEvent {}

  /** An auditor looked at what was done with a role for an emergency. */
  record BreakGlassReviewed(String right, String outcome) implements CustodyEvent {}

  /** Everybody's rights were gone through; {@code digest} is over what was signed, line by line. */
  record AccessReviewed(int kept, int ended, Sha256 digest) implements CustodyEvent {}

  // Recipient keys
  /** Somebody gave a key to which an agency's productions shall be encrypted; not used yet. */
  record RecipientKeyRegistered(String kind, String fingerprint) implements CustodyEvent {}

  /** Somebody showed that the agency can decrypt with the key. */
  record RecipientKeyProven(String kind, String fingerprint) implements CustodyEvent {}

  /** A second person confirmed it, by the way {@code colleague} or {@code call-back}. */
  record RecipientKeyConfirmed(String kind, String fingerprint, String way)
      implements CustodyEvent {}

  record RecipientKeyRevoked(String kind, String fingerprint, String reason)
      implements CustodyEvent {}

  // People and agencies
  /** The identity provider has carried out what the portal told it about a person. */
  record IdentityProviderTold(String act) implements CustodyEvent {}

  /** A supervisor vouched for a new officer, who begins on probation. */
  record OfficerVouched(String agency) implements CustodyEvent {}

  /** A supervisor vouched for an officer whose account had lapsed. */
  record OfficerVouchedAgain(String agency) implements CustodyEvent {}

  /** A supervisor ended an officer. */
  record OfficerEnded(String agency, String reason) implements CustodyEvent {}

  /** A clerk began an application; its id becomes the agency's. */
  record AgencyApplicationBegun(int domains) implements CustodyEvent {}

  /** Evidence for an application: a directory entry, a letter, or a challenge that was met. */
  record AgencyEvidenceRecorded(String kind) implements CustodyEvent {}

  /** Two people admitted an agency; {@code alarms} counts what it resembles. */
  record AgencyAdmitted(String proposal, int evidence, int alarms) implements CustodyEvent {}

  record AgencySuspended(String reason) implements CustodyEvent {}

  record AgencySuspensionLifted(String proposal) implements CustodyEvent {}

  record AgencyVerifiedAgain(String proposal) implements CustodyEvent {}

  record CallBackNumberChanged(String proposal) implements CustodyEvent {}

  /** From which networks an agency is let in; {@code networks} counts them, 0 for everywhere. */
  record AgencyNetworksChanged(String proposal, int networks) implements CustodyEvent {}

  /** Requests that came too fast since the last such entry, in one replica; never from where. */
  record RequestsTooFast(long signIns, long uploads, long api, long people)
      implements CustodyEvent {}

  /** One request of the officer was verified. */
  record ProbationEnded() implements CustodyEvent {}

  // Request
  record RequestSubmitted(
      String kind, Sha256 instrument, Sha256 request, int targets, int items, String clock)
      implements CustodyEvent {}

  record InstrumentOpened(Sha256 instrument) implements CustodyEvent {}

  /** A staff member took the instrument away as it was uploaded. */
  record InstrumentDownloaded(Sha256 instrument) implements CustodyEvent {}

  record RequestWithdrawn(String reason) implements CustodyEvent {}

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
      implements CustodyEvent {}

  // Verification
  record CheckRecorded(String check, String outcome) implements CustodyEvent {}

  record RequestVerified(Sha256 handOff, int checks) implements CustodyEvent {}

  record RequestRefused(String reason) implements CustodyEvent {}

  // Review
  record TargetResolved(int target, GrantId grant, String outcome) implements CustodyEvent {}

  /** Records were counted for the reviewer; {@code counts} digests the sealed numbers. */
  record TargetCounted(int target, GrantId grant, int items, Sha256 counts)
      implements CustodyEvent {}

  /** Accounts that share a sign with a target's were looked for: a hint, no disclosure. */
  record LinkedAccountsSought(int target, GrantId grant, int accounts) implements CustodyEvent {}

  record DecisionProposed(DecisionId decision, Sha256 digest, int granted, int narrowed, int denied)
      implements CustodyEvent {}

  record DecisionSentBack(DecisionId decision, String reason) implements CustodyEvent {}

  /** {@code awaitsSecond}: a protected account, which a second approver must sign for as well. */
  record DecisionApproved(DecisionId decision, Sha256 shown, Sha256 scope, boolean awaitsSecond)
      implements CustodyEvent {}

  record DecisionCosigned(DecisionId decision, Sha256 shown, Sha256 scope)
      implements CustodyEvent {}

  record CaseReopened(String reason) implements CustodyEvent {}

  record CaseStopped(String reason) implements CustodyEvent {}

  // Collection
  record ReadGrantIssued(GrantId grant, String kind, int target, Sha256 scope)
      implements CustodyEvent {}

  record CollectionBegun(Sha256 scope, int tasks) implements CustodyEvent {}

  record SourceQueried(GrantId grant, int attempt, Sha256 query) implements CustodyEvent {}

  record SourceAnswered(GrantId grant, int attempt, long rows, long bytes, Sha256 content)
      implements CustodyEvent {}

  record SourceFailed(GrantId grant, int attempt, String reason) implements CustodyEvent {}

  record CollectionFinished(Sha256 collected, int artefacts, long rows) implements CustodyEvent {}

  record CollectionRepeated(Sha256 scope, int tasks, String reason) implements CustodyEvent {}

  record CollectionCancelled(Sha256 scope, String reason) implements CustodyEvent {}

  record FailureAcknowledged(int target, String reason) implements CustodyEvent {}

  // Packaging
  /** Somebody saw content of collected records; never which words were looked for. */
  record RecordsViewed(Sha256 collected, String how, int page, int shown, long found)
      implements CustodyEvent {}

  record ExclusionProposed(
      ExclusionId exclusion, String change, String reason, long items, Sha256 digest)
      implements CustodyEvent {}

  record ExclusionConfirmed(
      ExclusionId exclusion, String change, String reason, long items, Sha256 digest)
      implements CustodyEvent {}

  record ExclusionRejected(ExclusionId exclusion, Sha256 digest) implements CustodyEvent {}

  record ArtefactsAccepted(ProductionId production, int artefacts, Sha256 decisions)
      implements CustodyEvent {}

  record PackagingFailed(ProductionId production, String reason) implements CustodyEvent {}

  record PayloadSealed(ProductionId production, Sha256 manifest, int files, long bytes)
      implements CustodyEvent {}

  record PackageSealed(
      ProductionId production, Sha256 handOff, Sha256 ciphertext, long bytes, String recipient)
      implements CustodyEvent {}

  record PackageVoided(ProductionId production, String reason) implements CustodyEvent {}

  // Delivery
  record ProductionReleased(ProductionId production, DownloadGrantId grant, String opens)
      implements CustodyEvent {}

  /** It was proposed to hand a production over once more, to another key. */
  record ReissueProposed(
      ReissueId reissue, String purpose, String reason, String recipient, Sha256 digest)
      implements CustodyEvent {}

  record ReissueConfirmed(
      ReissueId reissue, String purpose, String reason, String recipient, Sha256 digest)
      implements CustodyEvent {}

  record ReissueRejected(ReissueId reissue, Sha256 digest) implements CustodyEvent {}

  /** A re-issue was given up before it was handed over. */
  record ReissueEnded(ReissueId reissue, String reason) implements CustodyEvent {}

  record ReleaseRecalled(DownloadGrantId grant, String reason) implements CustodyEvent {}

  /** The agency was told to delete what it had begun to fetch, by {@code due}. */
  record RecallNotified(String reason, int productions, String due) implements CustodyEvent {}

  /** A delivered production turned out to be wrong; the officer was told. */
  record CorrectionNeeded(String reason) implements CustodyEvent {}

  /** {@code later} was opened to supplement or correct {@code earlier}; an entry of both cases. */
  record CaseLinked(String relation, String earlier, String later) implements CustodyEvent {}

  /** An open grant was ended; {@code reason} is a recall's, or {@code breach}. */
  record GrantWithdrawn(DownloadGrantId grant, String reason) implements CustodyEvent {}

  /** Somebody of the agency gave their word that every copy is deleted. */
  record DeletionConfirmed(int productions) implements CustodyEvent {}

  record DeletionReminded(String due) implements CustodyEvent {}

  record DeletionEscalated(String how) implements CustodyEvent {}

  /**
   * A production was lost, or somebody saw it who should not.
   *
   * @param kind {@code lost}, {@code exposed} or {@code accessed}
   * @param side {@code agency} or {@code platform}: who reported it
   * @param noticedOn the day, ISO 8601
   */
  record BreachReported(ProductionId production, String kind, String side, String noticedOn)
      implements CustodyEvent {}

  record PickupStarted(DownloadGrantId grant, int attempt) implements CustodyEvent {}

  /** The wrapped key of a package was fetched; it opens nothing without the agency's own key. */
  record EnvelopeFetched(DownloadGrantId grant, Sha256 envelope) implements CustodyEvent {}

  record PickupBroken(DownloadGrantId grant, int attempt, long bytes) implements CustodyEvent {}

  record PickupRefused(String reason) implements CustodyEvent {}

  record HandedOver(DownloadGrantId grant, int attempt, Sha256 ciphertext, long bytes)
      implements CustodyEvent {}

  record ReceiptGiven(DownloadGrantId grant, Sha256 ciphertext) implements CustodyEvent {}

  record GrantExpired(DownloadGrantId grant) implements CustodyEvent {}

  record CaseClosed(String reason) implements CustodyEvent {}

  // Preservation and the end of what was kept, each by two people but a lapse; times are ISO 8601
  record SnapshotBegun(Sha256 scope, int tasks) implements CustodyEvent {}

  record SnapshotTaken(Sha256 collected, String until) implements CustodyEvent {}

  record PreservationExtended(String until) implements CustodyEvent {}

  record PreservationLapsed() implements CustodyEvent {}

  record HoldLifted(ProposalId proposal, String reason) implements CustodyEvent {}

  record DestructionPlanned(ProposalId proposal, String what, String at) implements CustodyEvent {}

  record DestructionStopped(ProposalId proposal, String what) implements CustodyEvent {}

  record KeyDestroyed(ProposalId proposal, int objects) implements CustodyEvent {}

  record ProductionPurged(ProposalId proposal, int objects) implements CustodyEvent {}

  // Emergencies
  /** The officer's words about each part of the test; the digest is over what is sealed. */
  record EmergencyStated(Sha256 statement, int parts) implements CustodyEvent {}

  /** The answer of the agency's own supervisor. */
  record EmergencyConfirmed(String outcome) implements CustodyEvent {}

  /** {@code number} is the id of the directory's row, never the number. */
  record CalledBack(String number, String outcome) implements CustodyEvent {}

  record EmergencyTested(int parts, int holding) implements CustodyEvent {}

  /** As for an emergency, about the conditions and details of another instrument. */
  record ConditionsStated(Sha256 statement, int parts) implements CustodyEvent {}

  record ConditionsTested(int parts, int holding) implements CustodyEvent {}

  record FollowUpDue(String due) implements CustodyEvent {}

  record FollowUpNamed(String followUp) implements CustodyEvent {}

  record FollowUpEscalated(String reason) implements CustodyEvent {}

  // Beside the path: questions, stops, people out of a case, what the law's clocks heard
  /** {@code words} digests what is sealed. */
  record ClarificationAsked(int number, String reason, Sha256 words) implements CustodyEvent {}

  record ClarificationAnswered(int number, Sha256 words) implements CustodyEvent {}

  record ClarificationClosed(int number) implements CustodyEvent {}

  /** {@code filedOn} is a day, ISO 8601. */
  record CaseSuspended(int number, String ground, String filedOn) implements CustodyEvent {}

  record SuspensionLifted(int number, String outcome) implements CustodyEvent {}

  /** Something outside the portal that moves a clock; {@code given} is a day or empty. */
  record LegalEventRecorded(String happened, String at, String given) implements CustodyEvent {}

  record ConflictDeclared(Sha256 words) implements CustodyEvent {}

  /** Somebody is sought because of what they say; {@code reason} is a code. */
  record ExpressionFlagged(String reason) implements CustodyEvent {}

  record NoteAdded(Sha256 words) implements CustodyEvent {}

  // User notice
  /**
   * An order that forbids telling the account holder was recorded.
   *
   * @param order counts the orders of the case
   * @param until when it ends, or {@code no-end} where an approver let it stand
   */
  record NonDisclosureOrderRecorded(int order, String ground, String until)
      implements CustodyEvent {}

  /** As above, for an order that takes over from {@code before}. */
  record NonDisclosureOrderExtended(int order, int before, String ground, String until)
      implements CustodyEvent {}

  /** {@code outcome}: confirmed or rejected. */
  record NonDisclosureOrderChecked(int order, String outcome) implements CustodyEvent {}

  /** {@code how}: lapsed or lifted. */
  record NonDisclosureOrderEnded(int order, String how) implements CustodyEvent {}

  /** {@code due}: when it is to be sent, or what it waits for. */
  record NoticeScheduled(int target, String rule, String due) implements CustodyEvent {}

  record NoticeBlocked(int target, String until) implements CustodyEvent {}

  record NoticeDue(int target, int letter) implements CustodyEvent {}

  /** {@code answer} digests what the operator's channel answered. */
  record NoticeSent(int target, String channel, Sha256 answer) implements CustodyEvent {}

  record NoticeFailed(int target, String reason) implements CustodyEvent {}

  record NoticeDelivered(int target, String how) implements CustodyEvent {}

  record NoticeWithheld(int target, String ground) implements CustodyEvent {}

  /** Somebody asked whether an account was disclosed; never which. */
  record DisclosureAsked(String by) implements CustodyEvent {}

  // Reads and refusals
  record CaseViewed(String page) implements CustodyEvent {}

  /** Who works on the case from now on: a person's id, or {@code nobody}. */
  record CaseAssigned(String person) implements CustodyEvent {}

  /** Somebody searched by a reference, docket, agency or identifier; never which. */
  record CasesSearched(String by, int found) implements CustodyEvent {}

  record StepRefused(String step, String guard) implements CustodyEvent {}
}
