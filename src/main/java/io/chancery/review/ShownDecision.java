package io.chancery.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chancery.casework.Emergencies;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an approver is shown, in the canonical form that the approval's digest covers.
 *
 * @param counts digest over the numbers and hints that stand beside the items ({@link
 *     CountRows#digest})
 * @param test what the reviewer found about each part of an emergency's test
 */
record ShownDecision(
    String reference,
    Sha256 verified,
    String decision,
    Sha256 counts,
    List<Emergencies.Answer> test,
    List<Item> items) {

  record Item(
      int number,
      int target,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer accountOf,
      FieldGroup group,
      Period asked,
      String outcome,
      @Nullable Period granted,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> fields,
      String reason,
      String explanation) {}

  static ShownDecision of(
      String reference,
      Sha256 verified,
      DecisionId decision,
      Sha256 counts,
      List<Emergencies.Answer> test,
      DecisionRules.Checked checked) {
    return new ShownDecision(
        reference,
        verified,
        decision.toString(),
        counts,
        test,
        checked.items().stream()
            .map(d ->
                new Item(
                    d.item().number(),
                    d.item().target(),
                    d.item().accountOf(),
                    d.item().group(),
                    d.item().period(),
                    d.outcome().name(),
                    d.granted(),
                    d.fields().named(),
                    d.reason(),
                    d.explanation()))
            .toList());
  }
}
