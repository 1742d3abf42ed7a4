package io.chancery.platform;

import java.time.Duration;
import java.util.UUID;

/**
 * Work of one kind that the queue hands out. It may be handed out again after a crash, so it must
 * find by itself what is already done.
 */
public interface TaskHandler {

  /** What suits most kinds of work. */
  Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** The kind, as given to {@link TaskQueue#enqueue}. */
  String kind();

  /**
   * Does the work.
   *
   * @throws Exception to be handed the same work again later
   */
  void run(UUID id) throws Exception;

  /** The longest time between two attempts, however often the work has failed. */
  default Duration longestPause() {
    return LONGEST_PAUSE;
  }
}
