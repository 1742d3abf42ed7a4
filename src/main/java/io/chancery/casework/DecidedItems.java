package io.chancery.casework;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What review decided, for letters: the case knows no stage, so the stage tells. */
public interface DecidedItems {

  /**
   * The decision about one item, without what reviewers wrote to each other.
   *
   * @param outcome {@code GRANT}, {@code NARROW} or {@code DENY}
   * @param granted null when nothing of it is granted
   * @param fields the granted fields; null for every field of the group
   * @param reason a code of the pack
   */
  record Decided(
      int item,
      String outcome,
      @Nullable Period granted,
      @Nullable List<String> fields,
      String reason) {}

  /** The items of the newest decision, in order; empty when nothing was decided. */
  List<Decided> decided(CaseId id);
}
