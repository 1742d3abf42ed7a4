package io.chancery.custody;

import java.util.Set;

/**
 * The events whose bytes stay inside: of their entries only number and leaf hash travel with a
 * production. Every other event is disclosed.
 */
final class InternalEvents {
  static final Set<String> NAMES =
      Set.of(
          "CaseViewed",
          "NoteAdded",
          "DecisionInputsRecorded",
          "ConflictDeclared",
          "ExpressionFlagged",
          "CaseAssigned",
          "CasesSearched",
          "StepRefused",
          "InstrumentOpened",
          "InstrumentDownloaded",
          "SignInRefused",
          "StepUpRefused",
          "ActRefused",
          "RecipientKeyRegistered",
          "RecipientKeyProven",
          "RecipientKeyConfirmed",
          "RecipientKeyRevoked",
          "IdentityProviderTold",
          "OfficerVouched",
          "OfficerVouchedAgain",
          "OfficerEnded",
          "ProbationEnded",
          "AgencyApplicationBegun",
          "AgencyEvidenceRecorded",
          "AgencyAdmitted",
          "AgencySuspended",
          "AgencySuspensionLifted",
          "AgencyVerifiedAgain",
          "CallBackNumberChanged",
          "AgencyNetworksChanged",
          "RequestsTooFast",
          "CalledBack",
          "EmergencyTested",
          "ConditionsTested",
          "FollowUpEscalated",
          "DeletionEscalated",
          "NoticeFailed",
          "NoticeDelivered",
          "DisclosureAsked",
          "PickupRefused",
          "LedgerExported",
          "ReadsReconciled",
          "PersonInvestigated",
          "AnomalyFound",
          "AnomalyAnswered",
          "AnomaliesViewed",
          "CanaryPlaced",
          "CanaryEnded",
          "CanaryTouched",
          "ProposalMade",
          "ProposalConfirmed",
          "ProposalRejected",
          "ProposalWithdrawn",
          "AccountProtected",
          "AccountProtectionEnded",
          "LinkedAccountsSought",
          "RecordsViewed",
          "InvoiceProposed",
          "InvoiceRejected",
          "ExclusionProposed",
          "ExclusionRejected",
          "ReissueProposed",
          "ReissueRejected",
          "DestructionPlanned",
          "DestructionStopped");

  private InternalEvents() {}
}
