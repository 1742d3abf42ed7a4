package io.chancery.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import java.time.Instant;
import java.util.List;

/** How many records the platform holds for what is asked about one target. Numbers alone. */
public record CountedTarget(int target, List<Item> items) {
  public CountedTarget {
    items = List.copyOf(items);
  }

  /**
   * One item's numbers.
   *
   * @param held whether the platform holds the group; if not, every number is 0
   * @param state whether the records describe the present state: no period selects them, all stand
   *     in {@code inside}
   * @param before records before the asked period
   * @param inside records in it
   * @param after records after it
   * @param parts the asked period in months, or in longer parts of equal months where there would
   *     be more than {@link CountPlan#PARTS}
   */
  public record Item(
      int item,
      FieldGroup group,
      boolean held,
      boolean state,
      long before,
      long inside,
      long after,
      List<Part> parts) {
    public Item {
      parts = List.copyOf(parts);
    }
  }

  /** Records from (inclusive) until (exclusive). */
  public record Part(Instant from, Instant until, long records) {

    /** The part as a period, for pages. */
    @JsonIgnore
    public Period period() {
      return new Period(from, until);
    }
  }
}
