package io.chancery.review;

import io.chancery.kernel.DecisionId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proposed decision as an approver is shown it; {@code digest} is what the approval binds to.
 *
 * @param signatures how many approvers have signed it
 */
public record DecisionView(
    DecisionId id,
    Sha256 digest,
    String proposedBy,
    Instant proposedAt,
    int signatures,
    List<Item> items) {

  public DecisionView {
    items = List.copyOf(items);
  }

  /**
   * One item: asked and granted side by side.
   *
   * @param fields the granted fields; null for every field of the group
   */
  public record Item(
      int number,
      int target,
      FieldGroup group,
      Period asked,
      Outcome outcome,
      @Nullable Period granted,
      @Nullable List<String> fields,
      String reason,
      String explanation) {}
}
