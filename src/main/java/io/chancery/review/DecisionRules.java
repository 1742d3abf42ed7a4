package io.chancery.review;

import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Period;
import io.chancery.platform.Problem.FieldError;
import io.chancery.policy.PolicyPack;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Is each item decided, with a reason the regime knows, within what the instrument reaches? Pure.
 */
final class DecisionRules {
  private DecisionRules() {}

  /** One item with its decision, in proper types; {@code granted} is null when it is denied. */
  record Decided(
      DecisionQuestion.Item item,
      Outcome outcome,
      String reason,
      String explanation,
      @Nullable Period granted,
      Fields fields) {}

  /** What came of checking: findings, or every item decided. */
  record Checked(List<FieldError> errors, List<Decided> items) {}

  /** What is granted of an item: less of its period, less of its fields, or less of both. */
  private record Narrowed(Period period, Fields fields) {}

  static Checked check(DecisionQuestion asked, PolicyPack pack, List<ItemInput> inputs) {
    List<FieldError> errors = new ArrayList<>();
    Map<Integer, ItemInput> byItem =
        inputs.stream()
            .collect(Collectors.toMap(ItemInput::item, Function.identity(), (a, _) -> a));
    List<Decided> decided = new ArrayList<>();
    Map<FieldGroup, Fields> reach = reach(asked, pack);
    for (DecisionQuestion.Item item : asked.items()) {
      String at = "items[" + item.number() + "].";
      ItemInput input = byItem.get(item.number());
      Optional<Outcome> outcome = Optional.ofNullable(input).flatMap(i -> outcome(i.outcome()));
      if (input == null || outcome.isEmpty()) {
        errors.add(new FieldError(at + "outcome", "outcome_missing"));
        continue;
      }
      one(at, item, input, outcome.get(), pack, asked.known(item.group()), reach, errors)
          .ifPresent(decided::add);
    }
    if (inputs.size() != byItem.size() || byItem.size() > asked.items().size()) {
      errors.add(new FieldError("items", "items_unknown"));
    }
    return new Checked(List.copyOf(errors), List.copyOf(decided));
  }

  /** What the case's instrument reaches by the pack, not by what a view says of it. */
  static Map<FieldGroup, Fields> reach(DecisionQuestion asked, PolicyPack pack) {
    return pack.row(asked.kind())
        .map(row -> row.extent(asked.issuer(), asked.met()))
        .orElse(Map.of());
  }

  /** Whether each granted item lies within the instrument's reach and within what was asked. */
  static boolean isWithin(
      DecisionQuestion asked, PolicyPack pack, List<ApprovedScope.Granted> granted) {
    Map<FieldGroup, Fields> reach = reach(asked, pack);
    return granted.stream()
        .allMatch(g -> {
          Fields reached = reach.get(g.group());
          return reached != null
              && reached.covers(Fields.of(g.fields()))
              && asked.items().stream()
                  .anyMatch(item ->
                      item.target() == g.target()
                          && Objects.equals(item.accountOf(), g.accountOf())
                          && item.group() == g.group()
                          && item.period().covers(g.period()));
        });
  }

  private static Optional<Decided> one(
      String at,
      DecisionQuestion.Item item,
      ItemInput input,
      Outcome outcome,
      PolicyPack pack,
      List<String> known,
      Map<FieldGroup, Fields> reach,
      List<FieldError> errors) {
    int before = errors.size();
    String reason = Objects.requireNonNullElse(input.reason(), "");
    if (!pack.knowsReason(outcome.name().toLowerCase(Locale.ROOT), reason)) {
      errors.add(new FieldError(at + "reason", "reason_unknown"));
    }
    String words = Objects.requireNonNullElse(input.explanation(), "").strip();
    if (words.length() > 2000) {
      errors.add(new FieldError(at + "explanation", "text_too_long"));
    }
    Fields reached = reach.get(item.group());
    if (outcome != Outcome.DENY && reached == null) {
      errors.add(new FieldError(at + "outcome", "beyond_reach"));
    }
    if (outcome == Outcome.GRANT && reached != null && !reached.all()) {
      errors.add(new FieldError(at + "outcome", "beyond_reach_fields"));
    }
    if (outcome != Outcome.GRANT && words.isEmpty()) {
      errors.add(new FieldError(at + "explanation", "explanation_missing"));
    }
    Narrowed narrowed =
        outcome == Outcome.NARROW && reached != null
            ? narrowed(at, item.period(), input, known, reached, errors)
            : null;
    if (errors.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        switch (outcome) {
          case GRANT -> new Decided(item, outcome, reason, words, item.period(), Fields.ALL);
          case DENY -> new Decided(item, outcome, reason, words, null, Fields.ALL);
          case NARROW -> {
            Narrowed less = Objects.requireNonNull(narrowed, "no finding, so it was narrowed");
            yield new Decided(item, outcome, reason, words, less.period(), less.fields());
          }
        });
  }

  private static @Nullable Narrowed narrowed(
      String at,
      Period asked,
      ItemInput input,
      List<String> known,
      Fields reached,
      List<FieldError> errors) {
    Optional<Period> period = period(at, asked, input, errors);
    Optional<Fields> fields = fields(at, input, known, reached, errors);
    if (period.isEmpty() || fields.isEmpty()) {
      return null;
    }
    if (period.get().equals(asked) && fields.get().all()) {
      errors.add(new FieldError(at + "from", "period_not_narrower"));
      return null;
    }
    return new Narrowed(period.get(), fields.get());
  }

  /** The asked period where none is typed, so that an item can be narrowed by fields alone. */
  private static Optional<Period> period(
      String at, Period asked, ItemInput input, List<FieldError> errors) {
    String typedFrom = Objects.requireNonNullElse(input.from(), "").strip();
    String typedUntil = Objects.requireNonNullElse(input.until(), "").strip();
    if (typedFrom.isEmpty() && typedUntil.isEmpty()) {
      return Optional.of(asked);
    }
    try {
      Instant from = Instant.parse(typedFrom);
      Instant until = Instant.parse(typedUntil);
      if (!from.isBefore(until)) {
        errors.add(new FieldError(at + "until", "period_reversed"));
        return Optional.empty();
      }
      Period period = new Period(from, until);
      if (!asked.covers(period)) {
        errors.add(new FieldError(at + "from", "period_not_narrower"));
        return Optional.empty();
      }
      return Optional.of(period);
    } catch (DateTimeParseException e) {
      errors.add(new FieldError(at + "from", "instant_shape"));
      return Optional.empty();
    }
  }

  /** Those of the platform's fields that are named; every one where none is left out. */
  private static Optional<Fields> fields(
      String at, ItemInput input, List<String> known, Fields reached, List<FieldError> errors) {
    List<String> named = input.fields();
    if (named == null && reached.all()) {
      return Optional.of(Fields.ALL);
    }
    if (named == null || named.isEmpty()) {
      errors.add(new FieldError(at + "fields", "fields_missing"));
      return Optional.empty();
    }
    if (!known.containsAll(named)) {
      errors.add(new FieldError(at + "fields", "fields_unknown"));
      return Optional.empty();
    }
    Fields fields = Fields.of(named).and(Fields.of(List.of(Fields.ID)));
    if (reached.all() && fields.covers(Fields.of(known))) {
      return Optional.of(Fields.ALL);
    }
    if (!reached.covers(fields)) {
      errors.add(new FieldError(at + "fields", "beyond_reach_fields"));
      return Optional.empty();
    }
    return Optional.of(fields);
  }

  private static Optional<Outcome> outcome(@Nullable String typed) {
    for (Outcome outcome : Outcome.values()) {
      if (outcome.name().equals(typed)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}
