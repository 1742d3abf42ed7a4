package io.chancery.collection;

import io.chancery.platform.TaskQueue;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.UUID;

/** Lets a test begin a companion as its opening does. */
public final class CompanionRun {
  private CompanionRun() {}

  /** Queues the task of a case that opened. */
  public static void queued(UUID caseId) {
    TaskQueue queue = Arc.container().instance(TaskQueue.class).get();
    QuarkusTransaction.requiringNew().run(() -> queue.enqueue(CompanionWorker.KIND, caseId));
  }
}
