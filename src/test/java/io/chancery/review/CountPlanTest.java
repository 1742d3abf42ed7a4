package io.chancery.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which periods are counted, and how the numbers are put together. */
class CountPlanTest {
  private static final Period ASKED = period("2026-01-15T00:00:00Z", "2026-04-01T00:00:00Z");

  @Test
  void aPeriodIsCutAtTheBeginningsOfMonths() {
    assertThat(CountPlan.parts(ASKED))
        .containsExactly(
            period("2026-01-15T00:00:00Z", "2026-02-01T00:00:00Z"),
            period("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"),
            period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"));
    Period hour = period("2026-02-03T10:00:00Z", "2026-02-03T11:00:00Z");
    assertThat(CountPlan.parts(hour)).containsExactly(hour);
  }

  @Test
  void aLongPeriodIsCutIntoFewPartsThatMeet() {
    for (int years : List.of(2, 3, 7, 40)) {
      Period asked = period("1986-01-01T00:00:00Z", (1986 + years) + "-01-02T00:00:00Z");
      List<Period> parts = CountPlan.parts(asked);
      assertThat(parts).hasSizeLessThanOrEqualTo(CountPlan.PARTS);
      assertThat(parts.getFirst().from()).isEqualTo(asked.from());
      assertThat(parts.getLast().until()).isEqualTo(asked.until());
      for (int i = 1; i < parts.size(); i++) {
        assertThat(parts.get(i).from()).isEqualTo(parts.get(i - 1).until());
      }
    }
  }

  @Test
  void whatLiesOutsideIsBeforeAndAfter() {
    assertThat(CountPlan.outside(ASKED))
        .hasSize(2)
        .allMatch(p -> p.until().equals(ASKED.from()) || p.from().equals(ASKED.until()));
    assertThat(CountPlan.outside(period("1970-01-01T00:00:00Z", "2026-01-01T00:00:00Z")))
        .hasSize(1);
  }

  @Test
  void numbersStandWithTheirItem() {
    CountPlan.ItemAsked posts = new CountPlan.ItemAsked(3, FieldGroup.POSTS, ASKED, false);
    Map<ReadGrant.Reach, Long> counted = new HashMap<>();
    long number = 1;
    for (ReadGrant.Reach reach : CountPlan.reaches(posts)) {
      counted.put(reach, number);
      number *= 10;
    }
    CountedTarget.Item item = CountPlan.numbers(posts, counted);
    assertThat(item.inside()).isEqualTo(111);
    assertThat(item.before()).isEqualTo(1_000);
    assertThat(item.after()).isEqualTo(10_000);
    assertThat(item.held()).isTrue();
    assertThat(CountPlan.numbers(posts, Map.of()).held()).isFalse();
  }

  @Test
  void aStateIsCountedOnceWhateverIsAsked() {
    CountPlan.ItemAsked state = new CountPlan.ItemAsked(1, FieldGroup.SUBSCRIBER, ASKED, true);
    List<ReadGrant.Reach> reaches = CountPlan.reaches(state);
    assertThat(reaches).containsExactly(new ReadGrant.Reach(FieldGroup.SUBSCRIBER, ASKED));
    CountedTarget.Item item = CountPlan.numbers(state, Map.of(reaches.getFirst(), 2L));
    assertThat(item.inside()).isEqualTo(2);
    assertThat(item.before() + item.after()).isZero();
    assertThat(item.parts()).isEmpty();
  }

  private static Period period(String from, String until) {
    return new Period(Instant.parse(from), Instant.parse(until));
  }
}
