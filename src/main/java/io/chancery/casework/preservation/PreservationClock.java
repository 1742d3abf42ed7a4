package io.chancery.casework.preservation;

import io.chancery.access.ActingAs;
import io.chancery.kernel.CaseId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Lets preservations lapse at the end of their term. Safe on several replicas. */
@ApplicationScoped
class PreservationClock {
  private final Preservations preservations;

  PreservationClock(Preservations preservations) {
    this.preservations = preservations;
  }

  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void run() {
    ActingAs.clock(() -> {
      List<CaseId> ending = QuarkusTransaction.requiringNew().call(preservations::ending);
      ending.forEach(id -> QuarkusTransaction.requiringNew().run(() -> preservations.tick(id)));
    });
  }
}
