package io.chancery.casework.notice;

/** Where a notice to an account holder stands. */
public enum NoticeState {
  /** It waits for the release, or for its day after it. */
  SCHEDULED,
  /** An order forbids it. */
  BLOCKED,
  /** It is written and goes to the operator's channel. */
  DUE,
  /** The operator's channel took it. */
  SENT,
  /** The operator's channel did not take it; it is tried again. */
  FAILED,
  /** The operator's channel said that it arrived. */
  DELIVERED,
  /** There is none, for a ground that is recorded. */
  WITHHELD
}
