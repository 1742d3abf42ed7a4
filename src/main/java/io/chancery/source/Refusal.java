package io.chancery.source;

/** Why a grant opened nothing. No row was read and no attempt was counted. */
public enum Refusal {
  /** The seal is not ours, or the grant was changed after it was sealed. */
  BAD_SEAL,
  /** No source of that name is configured. */
  UNKNOWN_SOURCE,
  /** Its time is over. */
  EXPIRED,
  /** It was revoked before it was spent. */
  REVOKED,
  /** A run of it has already succeeded. */
  SPENT,
  /** Rows of this source are read at other times of the day; see {@link Sources#opensAt}. */
  OUTSIDE_WINDOW,
  /** As many runs as the source allows at once went on until the wait was over. */
  BUSY
}
