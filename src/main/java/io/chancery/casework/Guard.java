package io.chancery.casework;

/**
 * Why a step may not be taken. Each has a sentence and a remedy in the message bundle, key {@code
 * guard_<name>}.
 */
public enum Guard {
  /** The actor does not hold the role that this step needs. */
  ROLE,
  /** The actor leaves the platform, and the step cannot be undone. */
  LEAVER,
  /** An auditor has not yet looked at what somebody did here with a role for an emergency. */
  BREAK_GLASS_OPEN,
  /** The same person already acted in a deciding role of this case. */
  FOUR_EYES,
  /** A check that the pack requires has not passed. */
  CHECKS_OPEN,
  /** The agency's own supervisor has not confirmed the emergency. */
  SUPERVISOR_MISSING,
  /** A supervisor confirms what another officer submitted, never their own request. */
  SUPERVISOR_IS_OFFICER,
  /** Nobody confirmed the emergency when a number of the directory was called. */
  CALL_BACK_MISSING,
  /** The number was recorded too lately to prove anything. */
  NUMBER_TOO_YOUNG,
  /** The process that follows an emergency is neither there nor chased. */
  OBLIGATION_OPEN,
  /** What was recalled is neither confirmed to be deleted nor chased. */
  DELETION_OPEN,
  /** An item has no decision. */
  ITEMS_UNDECIDED,
  /** A decision grants more than the instrument reaches. */
  BEYOND_REACH,
  /** A target has neither been resolved nor recorded as not found. */
  TARGETS_UNRESOLVED,
  /** What the person confirmed is not what stands now. */
  SHOWN_DIFFERS,
  /** Only an order in force keeps the holder of a case about expression from being told. */
  EXPRESSION,
  /** A second approver must sign: the account is protected, or the case is about expression. */
  THIRD_SIGNATURE,
  /** No third signature is due. */
  NOT_PROTECTED,
  /** One person had as many accounts read within a day as one person may. */
  READ_CEILING,
  /** A collection task has not ended, or its failure is not acknowledged. */
  TASKS_OPEN,
  /** Somebody proposed to withhold items, and no second person has answered. */
  EXCLUSIONS_OPEN,
  /** An artefact is neither accepted nor excluded. */
  ARTEFACTS_UNDECIDED,
  /** The agency has no valid recipient key. */
  NO_RECIPIENT_KEY,
  /** The package is not whole, or not the one that lies in the vault. */
  PACKAGE_UNSOUND,
  /** A re-issue holds other bytes than what was handed over first. */
  PAYLOAD_DIFFERS,
  /** A re-issue goes to another key than the production that it repeats. */
  SAME_RECIPIENT,
  /** What was handed over cannot be changed or taken back; a correction is a new case. */
  ALREADY_DELIVERED,
  /** Nothing is being issued again. */
  NOT_REISSUING,
  /** The case's entries are not yet under a signed checkpoint. */
  NOT_CHECKPOINTED,
  /** An account holder has neither been told nor lawfully kept from it. */
  NOTICE_OPEN,
  /** The agency or its officer is not in standing. */
  NOT_IN_STANDING,
  /** A question to the officer waits for its answer. */
  CLARIFICATION_OPEN,
  /** A court or an authority has stopped what leaves. */
  SUSPENDED,
  /** The person declared a conflict of interest in this case. */
  CONFLICT,
  /** The order was withdrawn, refused by an authority or revoked since it came. */
  ORDER_OVER,
  /** The first byte has already been handed over. */
  ALREADY_FETCHED,
  /** The transfer is not complete. */
  TRANSFER_INCOMPLETE,
  /** The grant is still valid. */
  GRANT_STILL_VALID,
  /** The request asks to preserve; nothing is decided about and nothing leaves. */
  PRESERVES_ONLY,
  /** The request asks to produce, not to preserve. */
  PRODUCES_ONLY,
  /** The law knows no further extension, or the term is over. */
  NOT_RENEWABLE,
  /** The term of the preservation is not over. */
  TERM_RUNS,
  /** No two people agreed to end the preservation, or somebody may still object. */
  LIFT_UNCONFIRMED,
  /** The agency does not know of what the platform refers before it is released. */
  OWN_REFERRAL,
  /** The officer may withdraw only what their own agency asked for. */
  NOT_THE_REQUESTER
}
