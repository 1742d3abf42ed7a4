package io.chancery.casework.preservation;

import io.quarkus.arc.Arc;

/** Lets a test have the clock's work done now. */
public final class PreservationRun {
  private PreservationRun() {}

  /** Reminds, and lets lapse, whatever is due. */
  public static void now() {
    Arc.container().instance(PreservationClock.class).get().run();
  }
}
