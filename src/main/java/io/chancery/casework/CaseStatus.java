package io.chancery.casework;

import io.chancery.access.Role;
import org.jspecify.annotations.Nullable;

/** Where a case stands. Each constant names who acts next; lateness is derived, never stored. */
public enum CaseStatus {
  SUBMITTED(Role.CLERK),
  IN_REVIEW(Role.REVIEWER),
  AWAITING_APPROVAL(Role.APPROVER),
  APPROVED(Role.CUSTODIAN),
  COLLECTING(Role.SYSTEM),
  COLLECTED(Role.CUSTODIAN),
  SEALED(Role.RELEASER),
  RELEASED(Role.OFFICER),
  DELIVERED(Role.CLOCK),
  /** Stored and shown to nobody, until the law's term is over. */
  PRESERVED(Role.CLOCK),
  CLOSED(null),
  REFUSED(null),
  WITHDRAWN(null);

  private final @Nullable Role next;

  CaseStatus(@Nullable Role next) {
    this.next = next;
  }

  /** Who acts next; null when nobody does. */
  public @Nullable Role actsNext() {
    return next;
  }

  /** Whether nothing can happen to the case any more. */
  public boolean isFinal() {
    return next == null;
  }
}
