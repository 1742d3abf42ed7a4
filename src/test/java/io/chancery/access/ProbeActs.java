package io.chancery.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Stands for any facade: an act in a transaction, which may fail after the touch was used. */
@ApplicationScoped
class ProbeActs {
  private final StepUps stepUps;
  private final CurrentActor actor;

  ProbeActs(StepUps stepUps, CurrentActor actor) {
    this.stepUps = stepUps;
    this.actor = actor;
  }

  @Transactional
  String act(String act, String object, boolean fail) {
    stepUps.require(act, object);
    if (fail) {
      throw new IllegalArgumentException("the act itself fails");
    }
    return "done by " + actor.get().authentication();
  }
}
