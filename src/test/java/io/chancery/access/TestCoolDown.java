package io.chancery.access;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;

/**
 * The settings of the step-up in tests: those of the file, unless a test lets new passkeys cool
 * down or codes count. Whoever sets it puts it back.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestCoolDown implements StepUpConfiguration {
  private static volatile Duration time = Duration.ZERO;
  private static volatile boolean codes;

  /** New passkeys cool down for this long. */
  public static void set(Duration coolDown) {
    time = coolDown;
  }

  /** Codes count as a touch for officers, or not. */
  public static void codes(boolean count) {
    codes = count;
  }

  @Override
  public Duration maxAge() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Duration coolDown() {
    return time;
  }

  @Override
  public boolean totpFallback() {
    return codes;
  }
}
