package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.ReadGrant;
import java.util.Map;
import java.util.Set;

/** How many records a scope holds; no row left the platform's database. */
public sealed interface Counting {

  /**
   * The numbers.
   *
   * @param records for each reach whose group the platform holds
   * @param notHeld asked groups that the platform does not hold
   */
  record Counted(int attempt, Map<ReadGrant.Reach, Long> records, Set<FieldGroup> notHeld)
      implements Counting {
    public Counted {
      records = Map.copyOf(records);
      notHeld = Set.copyOf(notHeld);
    }
  }

  /** The grant opened nothing. */
  record Refused(Refusal reason) implements Counting {}

  /** The attempt began and failed. */
  record Failed(int attempt, Failure reason) implements Counting {}
}
