package io.chancery.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one clock. Everything that needs the time injects it, so a test can move it. */
class ClockProducer {
  @Produces
  @ApplicationScoped
  Clock clock() {
    return Clock.tickMillis(java.time.ZoneOffset.UTC);
  }
}
