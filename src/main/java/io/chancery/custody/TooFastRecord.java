package io.chancery.custody;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.platform.RateLimits;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Records how many requests came too fast: one entry an hour at most, because whoever floods the
 * door must not flood the ledger.
 */
@ApplicationScoped
class TooFastRecord {
  private final RateLimits limits;
  private final CustodyLedger ledger;

  TooFastRecord(RateLimits limits, CustodyLedger ledger) {
    this.limits = limits;
    this.ledger = ledger;
  }

  @Scheduled(every = "1h", delayed = "1h")
  void record() {
    Map<String, Long> refused = limits.takeRefused();
    if (refused.values().stream().allMatch(number -> number == 0)) {
      return;
    }
    ActingAs.system(() ->
        QuarkusTransaction.requiringNew()
            .run(() ->
                ledger.append(
                    new Subject.OfSystem(),
                    Actor.SYSTEM,
                    new HouseEvent.RequestsTooFast(
                        refused.getOrDefault("sign-in", 0L),
                        refused.getOrDefault("upload", 0L),
                        refused.getOrDefault("api", 0L),
                        refused.getOrDefault("person", 0L)))));
  }
}
