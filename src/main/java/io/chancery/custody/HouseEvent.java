package io.chancery.custody;

import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;

/**
 * What happens around the cases: to the installation, its people, the agencies and their keys. The
 * rules of {@link CustodyEvent} hold.
 */
public sealed interface HouseEvent extends CustodyEvent {
  // Installation
  /** Development or demonstration data was created; says what was back-dated. */
  record Seeded(String what, int people, int agencies, int backdatedDays) implements HouseEvent {}

  /** A log key was put into use. */
  record KeyActivated(String keyName, String fingerprint) implements HouseEvent {}

  /**
   * The portal started with settings that differ from those it last started with.
   *
   * @param changed the names that were added, removed or have another value
   * @param settings words {@code <name>=<first half of the digest of name and value>}; no secrets
   */
  record ConfigurationChanged(String changed, String settings) implements HouseEvent {}

  /** An auditor took an export of the ledger. */
  record LedgerExported(long size) implements HouseEvent {}

  /**
   * Reads, grants, ledger and the platforms' own records were compared.
   *
   * @param until everything before it was covered
   * @param uses attempts that were compared
   * @param findings differences
   * @param result digest of the stored result
   */
  record ReadsReconciled(String until, int uses, int findings, Sha256 result)
      implements HouseEvent {}

  /** An auditor asked what a person did, saw and could do; {@code form}: page, json or csv. */
  record PersonInvestigated(String from, String until, String form) implements HouseEvent {}

  /** Something about a colleague's day was unusual; {@code kind} says what. */
  record AnomalyFound(String anomaly, String kind) implements HouseEvent {}

  /** {@code outcome}: explained or followed-up; {@code words} digests the auditor's note. */
  record AnomalyAnswered(String anomaly, String outcome, Sha256 words) implements HouseEvent {}

  /** An auditor looked at what is unusual, as {@code page}, {@code json} or {@code csv}. */
  record AnomaliesViewed(String form, int shown) implements HouseEvent {}

  /** Somebody known was refused at the door. */
  record SignInRefused(String reason) implements HouseEvent {}

  /**
   * Sign-ins in somebody's name failed at the identity provider; never from where, nor what was
   * typed.
   *
   * @param realm {@code agency} or {@code staff}
   * @param hour when it began, UTC
   * @param attempts how many within that hour
   */
  record SignInsFailed(String realm, String hour, long attempts) implements HouseEvent {}

  /**
   * Sign-ins failed that belong to nobody the directory knows; names are not kept.
   *
   * @param realm {@code agency} or {@code staff}
   * @param hour when it began, UTC
   * @param unknown attempts with a name that nobody has
   * @param systems systems that did not prove themselves
   */
  record UnknownSignInsFailed(String realm, String hour, long unknown, long systems)
      implements HouseEvent {}

  /** An act was refused for want of a touch of the person's own passkey. */
  record StepUpRefused(String act, String reason) implements HouseEvent {}

  // Acts of two people outside a case's steps
  /** Somebody proposed an act; {@code content} digests what exactly. */
  record ProposalMade(ProposalId proposal, String act, Sha256 content) implements HouseEvent {}

  record ProposalConfirmed(ProposalId proposal, String act, Sha256 content) implements HouseEvent {}

  record ProposalRejected(ProposalId proposal, String act, Sha256 content) implements HouseEvent {}

  record ProposalWithdrawn(ProposalId proposal, String act, Sha256 content) implements HouseEvent {}

  /** Two approvers must sign for an account from now on; the proposal knows which. */
  record AccountProtected(ProposalId proposal) implements HouseEvent {}

  record AccountProtectionEnded(ProposalId proposal) implements HouseEvent {}

  /** From its day on, requests are judged by these rules; {@code digest} is that of their file. */
  record PolicyPackActivated(String pack, String version, Sha256 digest, ProposalId proposal)
      implements HouseEvent {}

  /** From now on, whoever asks for an account raises an alarm; the proposal knows which account. */
  record CanaryPlaced(ProposalId proposal) implements HouseEvent {}

  record CanaryEnded(ProposalId proposal) implements HouseEvent {}

  /**
   * Somebody asked for an account that nobody has a reason to ask for. About no case, so that no
   * page of the case shows it.
   *
   * @param proposal by which the account became a canary
   * @param way {@code resolve}, {@code count}, {@code collection} or {@code search}
   * @param caseId the case's id, or {@code none}
   */
  record CanaryTouched(ProposalId proposal, String way, String caseId) implements HouseEvent {}

  // The platform's own people. Times are ISO 8601 or empty; a right is named by its row's id.
  /** The first people of an empty installation, from its settings and not by two people. */
  record Bootstrapped(int people) implements HouseEvent {}

  /** Nobody was left who could bring anybody in: one person, by a command on the machine. */
  record NamedAtTheMachine(String right, String role) implements HouseEvent {}

  record StaffAdmitted(ProposalId proposal, boolean contractor, String accessUntil)
      implements HouseEvent {}

  /** {@code kind}: {@code standing}, {@code elevation} or {@code break-glass}. */
  record RoleGranted(
      String right, String role, String kind, String from, String until, ProposalId proposal)
      implements HouseEvent {}

  record RoleEnded(String right, String role) implements HouseEvent {}

  record AccessEnded(String at) implements HouseEvent {}

  record AccessMovedLater(String accessUntil, ProposalId proposal) implements HouseEvent {}

  /** From {@code from} to the last day, no step that cannot be undone. */
  record LeaverNoted(String from, String accessUntil) implements HouseEvent {}

  record AbsenceNoted(String from, String until, String delegate) implements HouseEvent {}

  /** An act outside a case was refused; {@code rule} names why. */
  record ActRefused(String act, String rule) implements HouseEvent {}

  /** An auditor looked at what was done with a role for an emergency. */
  record BreakGlassReviewed(String right, String outcome) implements HouseEvent {}

  /** Everybody's rights were gone through; {@code digest} is over what was signed, line by line. */
  record AccessReviewed(int kept, int ended, Sha256 digest) implements HouseEvent {}

  // Recipient keys
  /** Somebody gave a key to which an agency's productions shall be encrypted; not used yet. */
  record RecipientKeyRegistered(String kind, String fingerprint) implements HouseEvent {}

  /** Somebody showed that the agency can decrypt with the key. */
  record RecipientKeyProven(String kind, String fingerprint) implements HouseEvent {}

  /** A second person confirmed it, by the way {@code colleague} or {@code call-back}. */
  record RecipientKeyConfirmed(String kind, String fingerprint, String way) implements HouseEvent {}

  record RecipientKeyRevoked(String kind, String fingerprint, String reason)
      implements HouseEvent {}

  // People and agencies
  /** The identity provider has carried out what the portal told it about a person. */
  record IdentityProviderTold(String act) implements HouseEvent {}

  /** A supervisor vouched for a new officer, who begins on probation. */
  record OfficerVouched(String agency) implements HouseEvent {}

  /** A supervisor vouched for an officer whose account had lapsed. */
  record OfficerVouchedAgain(String agency) implements HouseEvent {}

  /** A supervisor ended an officer. */
  record OfficerEnded(String agency, String reason) implements HouseEvent {}

  /** A clerk began an application; its id becomes the agency's. */
  record AgencyApplicationBegun(int domains) implements HouseEvent {}

  /** Evidence for an application: a directory entry, a letter, or a challenge that was met. */
  record AgencyEvidenceRecorded(String kind) implements HouseEvent {}

  /** Two people admitted an agency; {@code alarms} counts what it resembles. */
  record AgencyAdmitted(String proposal, int evidence, int alarms) implements HouseEvent {}

  record AgencySuspended(String reason) implements HouseEvent {}

  record AgencySuspensionLifted(String proposal) implements HouseEvent {}

  record AgencyVerifiedAgain(String proposal) implements HouseEvent {}

  record CallBackNumberChanged(String proposal) implements HouseEvent {}

  /** Two of the platform's people named a supervisor for an agency that had none left. */
  record SupervisorNamed(String proposal) implements HouseEvent {}

  /** From which networks an agency is let in; {@code networks} counts them, 0 for everywhere. */
  record AgencyNetworksChanged(String proposal, int networks) implements HouseEvent {}

  /** Requests that came too fast since the last such entry, in one replica; never from where. */
  record RequestsTooFast(long signIns, long uploads, long api, long people) implements HouseEvent {}

  /** One request of the officer was verified. */
  record ProbationEnded() implements HouseEvent {}

  // Looks across cases
  /** Somebody asked whether an account was disclosed; never which. */
  record DisclosureAsked(String by) implements HouseEvent {}

  /** Somebody searched by a reference, docket, agency or identifier; never which. */
  record CasesSearched(String by, int found) implements HouseEvent {}
}
