package io.chancery.kernel;

import java.time.Instant;

/**
 * The time that a request asks about: from (inclusive) until (exclusive), UTC.
 *
 * @throws IllegalArgumentException when it ends before it begins, or is empty
 */
public record Period(Instant from, Instant until) {
  public Period {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a period ends after it begins");
    }
  }

  /** Whether {@code at} lies in the period. */
  public boolean contains(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }

  /** Whether the whole of {@code inner} lies in this period. */
  public boolean covers(Period inner) {
    return !inner.from.isBefore(from) && !inner.until.isAfter(until);
  }
}
