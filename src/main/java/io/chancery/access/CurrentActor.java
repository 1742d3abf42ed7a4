package io.chancery.access;

/** The actor of the running request, or {@link Actor#SYSTEM} on a worker's thread. */
public interface CurrentActor {

  /**
   * Who acts.
   *
   * @throws IllegalStateException when nobody is signed in and no worker runs
   */
  Actor get();
}
