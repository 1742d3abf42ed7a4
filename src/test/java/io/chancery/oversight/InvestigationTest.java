package io.chancery.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.directory.StaffViews;
import io.chancery.kernel.Period;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rights count for a time. */
class InvestigationTest {
  private static final Instant T1 = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant T2 = Instant.parse("2026-11-02T00:00:00Z");
  private static final Instant T3 = Instant.parse("2026-11-03T00:00:00Z");
  private static final Instant T4 = Instant.parse("2026-11-04T00:00:00Z");

  @Test
  void aRightCountsWhenItWasInForceAtAnyMoment() {
    Period asked = new Period(T2, T3);
    assertThat(right(T1, null, null, null).inForceWithin(asked)).isTrue();
    assertThat(right(T1, T2.plusSeconds(1), null, null).inForceWithin(asked)).isTrue();
    assertThat(right(T3.minusSeconds(1), T4, null, null).inForceWithin(asked)).isTrue();
    assertThat(right(T1, T2, null, null).inForceWithin(asked)).isFalse();
    assertThat(right(T3, null, null, null).inForceWithin(asked)).isFalse();
  }

  @Test
  void whatWasTakenOrOutlivedItsHoldersAccessEndedThen() {
    Period asked = new Period(T2, T3);
    assertThat(right(T1, T4, T2, null).inForceWithin(asked)).as("taken").isFalse();
    assertThat(right(T1, T4, null, T2).inForceWithin(asked)).as("access ended").isFalse();
    assertThat(right(T1, T4, T3, T2.plusSeconds(5)).until()).isEqualTo(T2.plusSeconds(5));
    assertThat(right(T2, null, null, T1).inForceWithin(asked)).as("never in force").isFalse();
  }

  private static Investigation.Right right(
      Instant from, @Nullable Instant until, @Nullable Instant taken, @Nullable Instant access) {
    return Investigation.Right.of(
        new StaffViews.Held(
            new UUID(1, 1),
            "clerk",
            "STANDING",
            "PROPOSAL",
            "because",
            from,
            until,
            null,
            taken,
            false),
        access);
  }
}
