package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseReference;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where a case stands in queues. */
class QueuePlaceTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void anEmergencyStandsBeforeWhatIsOverdue() {
    assertThat(at(true, NOW.plusSeconds(14_400))).isBefore(at(false, NOW.minusSeconds(864_000)));
    assertThat(at(true, NOW)).isBefore(at(true, NOW.plusSeconds(1)));
  }

  @Test
  void whatHasNoClockStandsLastAndIsThere() {
    assertThat(at(false, null)).isAfter(at(false, NOW.plusSeconds(86_400L * 3650)));
    assertThat(at(true, null)).isAfter(at(true, NOW));
  }

  private static Instant at(boolean emergency, @Nullable Instant clock) {
    DisclosureCase row =
        new DisclosureCase(
            new UUID(0, 9),
            new CaseReference("LER-2026-000009"),
            new AgencyId(new UUID(0, 1)),
            new ActorId(new UUID(0, 2)),
            "us-federal",
            "search-warrant",
            "2026.4",
            emergency,
            NOW,
            new byte[1]);
    row.nextClockAt(clock);
    return row.queueAt();
  }
}
