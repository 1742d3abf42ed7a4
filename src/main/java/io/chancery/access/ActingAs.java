package io.chancery.access;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Says aloud that the portal itself acts: workers, the clock. Nothing acts as the system by
 * default, and a person's request never turns into the system's.
 */
public final class ActingAs {
  private static final ScopedValue<Actor> ACTOR = ScopedValue.newInstance();
  private static final ScopedValue<Instant> TOUCHED = ScopedValue.newInstance();

  private ActingAs() {}

  /**
   * Runs {@code work} as {@link Actor#SYSTEM}. Begin transactions inside, not before: the database
   * learns the actor when a transaction begins.
   *
   * @throws IllegalStateException inside an HTTP request
   */
  public static <T> T system(Callable<T> work) throws Exception {
    refuseInRequest();
    return as(Actor.SYSTEM, work);
  }

  /** Like {@link #system(Callable)}, for work without a result. */
  public static void system(Runnable work) {
    refuseInRequest();
    ScopedValue.where(ACTOR, Actor.SYSTEM).run(work);
  }

  /** Runs {@code work} as {@link Actor#CLOCK}: an expiry or a lapse that nobody decided. */
  public static void clock(Runnable work) {
    refuseInRequest();
    ScopedValue.where(ACTOR, Actor.CLOCK).run(work);
  }

  /** For this package, and for tests that stand in for a request. */
  static <T> T as(Actor actor, Callable<T> work) throws Exception {
    return ScopedValue.where(ACTOR, actor).call(work::call);
  }

  /** For tests alone: {@code actor} acts, and has touched the key for whatever is asked. */
  static <T> T asTouched(Actor actor, Callable<T> work) throws Exception {
    return asTouched(actor, Instant.EPOCH, work);
  }

  /** The same, with a key that was enrolled at {@code enrolled}. */
  static <T> T asTouched(Actor actor, Instant enrolled, Callable<T> work) throws Exception {
    return ScopedValue.where(ACTOR, actor).where(TOUCHED, enrolled).call(work::call);
  }

  /** When the touched key was enrolled; only where {@link #touched} is true. */
  static Instant enrolled() {
    return TOUCHED.get();
  }

  static boolean touched() {
    return TOUCHED.isBound();
  }

  static Optional<Actor> current() {
    return ACTOR.isBound() ? Optional.of(ACTOR.get()) : Optional.empty();
  }

  private static void refuseInRequest() {
    var container = Arc.container();
    if (container != null
        && container.requestContext().isActive()
        && container.instance(CurrentVertxRequest.class).get().getCurrent() != null) {
      throw new IllegalStateException("a request acts as the person who sent it");
    }
  }
}
