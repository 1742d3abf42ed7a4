package io.chancery.platform;

import java.util.UUID;

/**
 * Work of one kind that the queue hands out. It may be handed out again after a crash, so it must
 * find by itself what is already done.
 */
public interface TaskHandler {

  /** The kind, as given to {@link TaskQueue#enqueue}. */
  String kind();

  /**
   * Does the work.
   *
   * @throws Exception to be handed the same work again later
   */
  void run(UUID id) throws Exception;
}
