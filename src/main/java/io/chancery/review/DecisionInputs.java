package io.chancery.review;

import io.chancery.kernel.Sha256;
import io.chancery.policy.Clocks;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision followed from, so that a stranger can let it follow again: what was
 * asked, what was found, what the reviewer answered, what had happened to the case's clocks, and
 * what came of it. It names nobody and quotes nobody; its canonical bytes are digested into the
 * ledger when the decision is proposed (docs/formats/verify.md).
 *
 * @param format 1
 * @param pack digest of the file of the pack's version
 * @param happened events of the case's clocks up to the proposal
 * @param result what the rules made of it
 */
record DecisionInputs(
    int format,
    String reference,
    String decision,
    String regime,
    String packVersion,
    Sha256 pack,
    List<Clocks.Event> happened,
    DecisionQuestion question,
    List<Answer> answers,
    DecisionReplay.Result result) {
  static final int FORMAT = 1;

  DecisionInputs {
    happened = List.copyOf(happened);
    answers = answers.stream().sorted(Comparator.comparingInt(Answer::item)).toList();
  }

  /**
   * What the reviewer answered about one item.
   *
   * @param explained whether it was explained in words; the words stay with the case
   * @param from and {@code until} and {@code fields} as they were typed for a narrowed item
   */
  record Answer(
      int item,
      String outcome,
      String reason,
      boolean explained,
      @Nullable String from,
      @Nullable String until,
      @Nullable List<String> fields) {

    static Answer of(ItemInput input) {
      boolean narrowed = Outcome.NARROW.name().equals(input.outcome());
      return new Answer(
          input.item(),
          Objects.requireNonNullElse(input.outcome(), ""),
          Objects.requireNonNullElse(input.reason(), ""),
          input.explanation() != null && !input.explanation().isBlank(),
          narrowed ? input.from() : null,
          narrowed ? input.until() : null,
          narrowed ? input.fields() : null);
    }

    ItemInput again() {
      return new ItemInput(item, outcome, reason, explained ? "in words" : "", from, until, fields);
    }
  }
}
