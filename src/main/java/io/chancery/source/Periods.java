package io.chancery.source;

import io.chancery.kernel.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Periods as a set of time. */
final class Periods {
  private Periods() {}

  /** The same time as ascending periods that neither overlap nor touch. */
  static List<Period> merged(List<Period> periods) {
    List<Period> sorted = new ArrayList<>(periods);
    sorted.sort(Comparator.comparing(Period::from));
    List<Period> merged = new ArrayList<>();
    for (Period next : sorted) {
      Period last = merged.isEmpty() ? null : merged.getLast();
      if (last == null || last.until().isBefore(next.from())) {
        merged.add(next);
      } else if (next.until().isAfter(last.until())) {
        merged.set(merged.size() - 1, new Period(last.from(), next.until()));
      }
    }
    return merged;
  }
}
