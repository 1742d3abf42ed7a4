package io.chancery.review;

import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which periods are counted for one item: the asked one in calendar months (UTC), and what lies
 * before and after it. Pure.
 */
final class CountPlan {
  /** More parts of a period than this nobody reads, and each is a query. */
  static final int PARTS = 24;

  // What platforms' databases can compare, whatever their column's type.
  private static final Instant BEGINNING = Instant.parse("1971-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private CountPlan() {}

  /** The asked period in months; in two, three, ... months each where it is long. */
  static List<Period> parts(Period asked) {
    ZonedDateTime month =
        asked.from().atZone(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
    long months =
        ChronoUnit.MONTHS.between(month, asked.until().minusNanos(1).atZone(ZoneOffset.UTC)) + 1;
    long step = (months + PARTS - 1) / PARTS;
    List<Period> parts = new ArrayList<>();
    Instant from = asked.from();
    while (from.isBefore(asked.until())) {
      month = month.plusMonths(step);
      Instant until = month.toInstant().isBefore(asked.until()) ? month.toInstant() : asked.until();
      parts.add(new Period(from, until));
      from = until;
    }
    return parts;
  }

  /** Before and after the asked period; without a side that is empty. */
  static List<Period> outside(Period asked) {
    List<Period> outside = new ArrayList<>();
    if (BEGINNING.isBefore(asked.from())) {
      outside.add(new Period(BEGINNING, asked.from()));
    }
    if (asked.until().isBefore(END)) {
      outside.add(new Period(asked.until(), END));
    }
    return outside;
  }

  /** Everything that one item needs counted. */
  static List<ReadGrant.Reach> reaches(ItemAsked item) {
    if (item.state()) {
      return List.of(new ReadGrant.Reach(item.group(), item.period()));
    }
    List<Period> periods = new ArrayList<>(parts(item.period()));
    periods.addAll(outside(item.period()));
    return periods.stream().map(period -> new ReadGrant.Reach(item.group(), period)).toList();
  }

  /** One item, and whether the platform's records of its group know no period. */
  record ItemAsked(int number, io.chancery.kernel.FieldGroup group, Period period, boolean state) {}

  /** The item's numbers out of everything that was counted. */
  static CountedTarget.Item numbers(ItemAsked item, Map<ReadGrant.Reach, Long> records) {
    boolean held = records.keySet().stream().anyMatch(reach -> reach.group() == item.group());
    if (!held || item.state()) {
      long all = of(records, item, item.period());
      return new CountedTarget.Item(
          item.number(), item.group(), held, item.state(), 0, all, 0, List.of());
    }
    List<CountedTarget.Part> parts =
        parts(item.period()).stream()
            .map(p -> new CountedTarget.Part(p.from(), p.until(), of(records, item, p)))
            .toList();
    long before = 0;
    long after = 0;
    for (Period outside : outside(item.period())) {
      long counted = of(records, item, outside);
      if (outside.until().equals(item.period().from())) {
        before = counted;
      } else {
        after = counted;
      }
    }
    return new CountedTarget.Item(
        item.number(),
        item.group(),
        true,
        false,
        before,
        parts.stream().mapToLong(CountedTarget.Part::records).sum(),
        after,
        parts);
  }

  private static long of(Map<ReadGrant.Reach, Long> records, ItemAsked item, Period period) {
    return records.getOrDefault(new ReadGrant.Reach(item.group(), period), 0L);
  }
}
