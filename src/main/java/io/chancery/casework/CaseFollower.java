package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.kernel.CaseId;

/**
 * What a room of the case does of its own when a case opens or a step was taken: in the step's
 * transaction, under the case row's lock. The case knows no room, so each says it here.
 */
public interface CaseFollower {

  /** A case has been opened. */
  default void opened(CaseId id, NewCase request, Actor actor) {}

  /** Something outside the portal that moves a clock was recorded. */
  default void happened(CaseId id, String event, Actor actor) {}

  /** A step was taken, and led to {@code after}. */
  default void after(CaseId id, CaseStep step, CaseStatus after, Actor actor) {}
}
