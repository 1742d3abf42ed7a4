package io.chancery.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.retention.Undertaking.Kept;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What two people may undertake, and from when on. */
class UndertakingTest {
  private static final Instant END = Instant.parse("2028-02-29T12:00:00Z");
  private static final Duration KEEP = Duration.ofDays(90);

  @Test
  void aProductionIsKeptForItsWholeTerm() {
    Kept delivered = new Kept("DELIVERED", false, true, false, END);
    assertThat(Undertaking.possible(delivered, KEEP, END.plus(KEEP).minusMillis(1))).isEmpty();
    assertThat(Undertaking.possible(delivered, KEEP, END.plus(KEEP)))
        .contains(Undertaking.PRODUCTION);
  }

  @Test
  void aSnapshotGoesAsSoonAsItIsOverAndIsLiftedBefore() {
    assertThat(Undertaking.possible(new Kept("CLOSED", true, true, false, END), KEEP, END))
        .contains(Undertaking.SNAPSHOT);
    assertThat(Undertaking.possible(new Kept("PRESERVED", true, true, false, null), KEEP, END))
        .contains(Undertaking.LIFT);
  }

  @Test
  void nothingIsUndertakenWhileACourtHasStoppedItOrNothingIsLeft() {
    Instant later = END.plus(KEEP);
    assertThat(Undertaking.possible(new Kept("PRESERVED", true, true, true, null), KEEP, later))
        .isEmpty();
    assertThat(Undertaking.possible(new Kept("DELIVERED", false, true, true, END), KEEP, later))
        .isEmpty();
    assertThat(Undertaking.possible(new Kept("DELIVERED", false, false, false, END), KEEP, later))
        .isEmpty();
    assertThat(Undertaking.possible(new Kept("RELEASED", false, true, false, null), KEEP, later))
        .isEmpty();
  }
}
