package io.chancery.review;

import io.chancery.casework.CaseView;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.platform.Problem.FieldError;
import io.chancery.policy.PolicyPack;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Is each item decided, with a reason the regime knows, within what the instrument reaches? Pure.
 */
final class DecisionRules {
  private DecisionRules() {}

  /** One item with its decision, in proper types. */
  record Decided(
      CaseView.ItemView item,
      Outcome outcome,
      String reason,
      String explanation,
      @Nullable Period granted) {}

  /** What came of checking: findings, or every item decided. */
  record Checked(List<FieldError> errors, List<Decided> items) {}

  static Checked check(CaseView view, PolicyPack pack, List<ItemInput> inputs) {
    List<FieldError> errors = new ArrayList<>();
    Map<Integer, ItemInput> byItem =
        inputs.stream()
            .collect(Collectors.toMap(ItemInput::item, Function.identity(), (a, _) -> a));
    List<Decided> decided = new ArrayList<>();
    List<CaseView.ItemView> asked =
        view.targets().stream()
            .flatMap(t -> t.items().stream())
            .sorted(Comparator.comparingInt(CaseView.ItemView::number))
            .toList();
    Set<FieldGroup> reach = reach(view, pack);
    for (CaseView.ItemView item : asked) {
      String at = "items[" + item.number() + "].";
      ItemInput input = byItem.get(item.number());
      Optional<Outcome> outcome = Optional.ofNullable(input).flatMap(i -> outcome(i.outcome()));
      if (input == null || outcome.isEmpty()) {
        errors.add(new FieldError(at + "outcome", "outcome_missing"));
        continue;
      }
      one(at, item, input, outcome.get(), pack, reach, errors).ifPresent(decided::add);
    }
    if (inputs.size() != byItem.size() || byItem.size() > asked.size()) {
      errors.add(new FieldError("items", "items_unknown"));
    }
    return new Checked(List.copyOf(errors), List.copyOf(decided));
  }

  /** What the case's instrument reaches by the pack, not by what a view says of it. */
  static Set<FieldGroup> reach(CaseView view, PolicyPack pack) {
    return pack.row(view.instrument().kind())
        .map(row -> row.reach(view.instrument().issuerType(), view.met()))
        .orElse(Set.of());
  }

  /** Whether each granted item lies within the instrument's reach and within what was asked. */
  static boolean isWithin(CaseView view, PolicyPack pack, List<ApprovedScope.Granted> granted) {
    Set<FieldGroup> reach = reach(view, pack);
    List<CaseView.ItemView> asked =
        view.targets().stream().flatMap(t -> t.items().stream()).toList();
    return granted.stream()
        .allMatch(g ->
            reach.contains(g.group())
                && asked.stream()
                    .anyMatch(item ->
                        item.target() == g.target()
                            && item.group() == g.group()
                            && item.period().covers(g.period())));
  }

  private static Optional<Decided> one(
      String at,
      CaseView.ItemView item,
      ItemInput input,
      Outcome outcome,
      PolicyPack pack,
      Set<FieldGroup> reach,
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
    if (outcome != Outcome.DENY && !reach.contains(item.group())) {
      errors.add(new FieldError(at + "outcome", "beyond_reach"));
    }
    if (outcome != Outcome.GRANT && words.isEmpty()) {
      errors.add(new FieldError(at + "explanation", "explanation_missing"));
    }
    Period granted =
        switch (outcome) {
          case GRANT -> item.period();
          case DENY -> null;
          case NARROW -> narrowed(at, item.period(), input, errors).orElse(null);
        };
    return errors.size() > before
        ? Optional.empty()
        : Optional.of(new Decided(item, outcome, reason, words, granted));
  }

  private static Optional<Period> narrowed(
      String at, Period asked, ItemInput input, List<FieldError> errors) {
    try {
      Instant from = Instant.parse(Objects.requireNonNullElse(input.from(), "").strip());
      Instant until = Instant.parse(Objects.requireNonNullElse(input.until(), "").strip());
      if (!from.isBefore(until)) {
        errors.add(new FieldError(at + "until", "period_reversed"));
        return Optional.empty();
      }
      Period period = new Period(from, until);
      if (!asked.covers(period) || asked.equals(period)) {
        errors.add(new FieldError(at + "from", "period_not_narrower"));
        return Optional.empty();
      }
      return Optional.of(period);
    } catch (DateTimeParseException e) {
      errors.add(new FieldError(at + "from", "instant_shape"));
      return Optional.empty();
    }
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
