package io.chancery.delivery;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Lets grants expire: the case goes back to the releaser. Safe on several replicas. */
@ApplicationScoped
class GrantClock {
  private final DeliveryRows rows;
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final Clock clock;

  GrantClock(DeliveryRows rows, CaseLifecycle lifecycle, CaseViews views, Clock clock) {
    this.rows = rows;
    this.lifecycle = lifecycle;
    this.views = views;
    this.clock = clock;
  }

  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void expire() {
    ActingAs.clock(() -> {
      List<DeliveryGrant> due =
          QuarkusTransaction.requiringNew().call(() -> rows.expired(clock.instant()));
      due.forEach(grant -> QuarkusTransaction.requiringNew().run(() -> expire(grant)));
    });
  }

  private void expire(DeliveryGrant due) {
    views.lockedStatus(due.caseId());
    DeliveryGrant grant = rows.lock(due.id());
    if (grant.live()) {
      lifecycle.applyNow(
          grant.caseId(), Actor.CLOCK, new CaseStep.Expire(Actor.CLOCK.id(), grant.id()));
      grant.expire();
    }
  }
}
