package io.chancery.access;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Forgets touches that are of no use any more; what they were for stands in the ledger. */
@ApplicationScoped
class StepUpCleaner {
  private static final Duration KEPT = Duration.ofDays(1);

  private final StepUpRows rows;
  private final Clock clock;

  StepUpCleaner(StepUpRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "1m")
  void clean() {
    ActingAs.clock(() -> rows.forgetBefore(clock.instant().minus(KEPT)));
  }
}
