package io.chancery;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The portal's clock in tests: real time, unless a test moves it. Whoever moves it puts it back.
 */
public final class TestClock extends Clock {
  private static volatile Duration offset = Duration.ZERO;

  /** Lets {@code time} pass, for the portal only. */
  public static void advance(Duration time) {
    offset = offset.plus(time);
  }

  /** Real time again. */
  public static void reset() {
    offset = Duration.ZERO;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(Clock.system(zone), offset);
  }

  @Override
  public Instant instant() {
    return Clock.tickMillis(ZoneOffset.UTC).instant().plus(offset);
  }

  static final class Producer {
    @Produces
    @Alternative
    @Priority(1)
    @ApplicationScoped
    Clock clock() {
      return new Delegate();
    }
  }

  /** Not final, so that the container can put a proxy before it. */
  static class Delegate extends Clock {
    private final TestClock clock = new TestClock();

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return clock.withZone(zone);
    }

    @Override
    public Instant instant() {
      return clock.instant();
    }
  }
}
