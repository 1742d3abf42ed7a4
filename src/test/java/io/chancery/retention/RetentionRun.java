package io.chancery.retention;

import io.quarkus.arc.Arc;

/** Lets a test have the clock's work done now. */
public final class RetentionRun {
  private RetentionRun() {}

  /** Does everything whose time has come. */
  public static void now() {
    Arc.container().instance(RetentionClock.class).get().run();
  }
}
