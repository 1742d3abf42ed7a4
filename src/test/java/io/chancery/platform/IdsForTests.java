package io.chancery.platform;

import java.time.Clock;

/** Ids without a container. */
public final class IdsForTests {
  private IdsForTests() {}

  /** The real thing, over a clock of the test's choice. */
  public static Ids over(Clock clock) {
    return new Ids(clock);
  }
}
