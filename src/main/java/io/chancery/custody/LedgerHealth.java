package io.chancery.custody;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the sequencer fails: what is done then would stand without a signature. */
@Readiness
class LedgerHealth implements HealthCheck {
  private final Sequencer sequencer;

  LedgerHealth(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  @Override
  public HealthCheckResponse call() {
    String failure = sequencer.failure();
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("ledger").status(failure == null);
    // The reason is in the log; a health check is read by strangers.
    return failure == null ? answer.build() : answer.withData("sequencer", "failing").build();
  }
}
