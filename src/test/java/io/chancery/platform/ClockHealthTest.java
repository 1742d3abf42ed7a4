package io.chancery.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How two clocks are compared while the question takes its time. */
class ClockHealthTest {
  private static final Instant ASKED = Instant.parse("2028-02-29T23:59:58Z");
  private static final Instant ANSWERED = ASKED.plusSeconds(40);

  @Test
  void aSlowAnswerIsNoDifference() {
    assertThat(ClockHealth.apart(ASKED, ASKED, ANSWERED)).isZero();
    assertThat(ClockHealth.apart(ASKED, ASKED.plusSeconds(39), ANSWERED)).isZero();
    assertThat(ClockHealth.apart(ASKED, ANSWERED, ANSWERED)).isZero();
  }

  @Test
  void aClockAheadAndOneBehindAreTold() {
    assertThat(ClockHealth.apart(ASKED, ASKED.minusSeconds(600), ANSWERED))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(ClockHealth.apart(ASKED, ANSWERED.plusSeconds(600), ANSWERED))
        .isEqualTo(Duration.ofMinutes(-10));
  }
}
