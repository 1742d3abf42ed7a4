package io.chancery.delivery;

import io.chancery.access.ActingAs;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Reminds agencies of deletions that are due. Safe on several replicas. */
@ApplicationScoped
class DeletionClock {
  private final AfterReleaseRows rows;
  private final Recalls recalls;
  private final Clock clock;

  DeletionClock(AfterReleaseRows rows, Recalls recalls, Clock clock) {
    this.rows = rows;
    this.recalls = recalls;
    this.clock = clock;
  }

  @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void remind() {
    ActingAs.clock(() -> {
      List<RecallNotice> due =
          QuarkusTransaction.requiringNew().call(() -> rows.toRemind(clock.instant()));
      due.forEach(notice -> QuarkusTransaction.requiringNew().run(() -> recalls.remind(notice)));
    });
  }
}
