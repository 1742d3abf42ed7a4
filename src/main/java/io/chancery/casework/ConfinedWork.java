package io.chancery.casework;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on a document that a stranger made: on a thread of its own, given up after a deadline, a few
 * at a time. Whatever fails in it is an {@link Unshowable}, never the library's exception.
 */
public final class ConfinedWork {
  private final Duration deadline;
  // Given back when the work has really ended, not when it was given up.
  private final Semaphore places;

  /**
   * Creates a room for such work.
   *
   * @param deadline how long one piece may take
   * @param places how many pieces may be under way
   */
  public ConfinedWork(Duration deadline, int places) {
    this.deadline = deadline;
    this.places = new Semaphore(places);
  }

  /**
   * Does a piece of work and waits for it. Work that is given up is interrupted.
   *
   * @throws Unshowable when it fails, takes too long or finds no place
   */
  public <T> T run(Callable<T> work) throws Unshowable {
    if (!places.tryAcquire()) {
      throw new Unshowable(Unshowable.Reason.BUSY);
    }
    CompletableFuture<T> done = new CompletableFuture<>();
    // A platform thread: the work computes, and would hold a carrier.
    Thread worker =
        Thread.ofPlatform()
            .daemon()
            .name("confined-work")
            .start(() -> {
              try {
                done.complete(inItsPlace(work));
              } catch (Exception | StackOverflowError | OutOfMemoryError e) {
                done.completeExceptionally(e);
              }
            });
    try {
      return done.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      worker.interrupt();
      throw new Unshowable(Unshowable.Reason.TOO_SLOW);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Unshowable known) {
        throw known;
      }
      throw new Unshowable(
          e.getCause() instanceof OutOfMemoryError
              ? Unshowable.Reason.TOO_LARGE
              : Unshowable.Reason.DAMAGED);
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      throw new Unshowable(Unshowable.Reason.BUSY);
    }
  }

  // Left before the answer is given: who has the answer finds the place free.
  private <T> T inItsPlace(Callable<T> work) throws Exception {
    try {
      return work.call();
    } finally {
      places.release();
    }
  }
}
