package io.chancery.casework.notice;

import io.chancery.casework.NewCase;
import io.chancery.platform.Problem.FieldError;
import io.chancery.policy.PolicyPack;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an order that forbids telling the account holder must bring. Pure. */
public final class OrderRules {
  private final List<FieldError> errors = new ArrayList<>();
  private final String at;

  private OrderRules(String at) {
    this.at = at;
  }

  /** What came of checking: either the findings, or the order. */
  public record Checked(List<FieldError> errors, Optional<NewCase.Order> order) {}

  /**
   * Checks an order.
   *
   * @param at prefix of the fields' names
   * @param law what the pack says of such orders; null where its regime knows none
   * @param process the docket number of the case's own instrument
   * @param earlier numbers of the case's orders that none has taken over from
   * @param counsel whether an approver records it, who may let one without end stand
   */
  public static Checked check(
      OrderForm form,
      String at,
      PolicyPack.@Nullable NoticeLaw law,
      ZoneId zone,
      LocalDate today,
      String process,
      Set<Integer> earlier,
      boolean counsel) {
    OrderRules rules = new OrderRules(at);
    if (law == null) {
      rules.error("ground", "order_unknown_here");
      return new Checked(List.copyOf(rules.errors), Optional.empty());
    }
    String ground = Objects.requireNonNullElse(form.ground(), "");
    if (!law.grounds().contains(ground)) {
      rules.error("ground", "order_ground");
    }
    String court = rules.text("court", form.court(), 2, 200);
    String judge = rules.text("judge", form.judge(), 2, 200);
    String docket = rules.text("docket", form.docket(), 1, 100);
    if (!Objects.requireNonNullElse(form.process(), "").strip().equalsIgnoreCase(process.strip())) {
      rules.error("process", "order_other_process");
    }
    String reason = Objects.requireNonNullElse(form.override(), "").strip();
    boolean overridden = counsel && reason.length() >= 3 && reason.length() <= 2000;
    if (!counsel && !reason.isEmpty()) {
      rules.error("override", "order_override_not_yours");
    }
    Instant ends = rules.ends(form.endsOn(), law, zone, today, overridden);
    Integer extended = rules.extended(form.extended(), earlier);
    NewCase.Order order =
        new NewCase.Order(
            extended, ground, court, judge, docket, ends, reason.isEmpty() ? null : reason);
    return new Checked(
        List.copyOf(rules.errors), rules.errors.isEmpty() ? Optional.of(order) : Optional.empty());
  }

  private @Nullable Instant ends(
      @Nullable String typed,
      PolicyPack.NoticeLaw law,
      ZoneId zone,
      LocalDate today,
      boolean overridden) {
    String value = Objects.requireNonNullElse(typed, "").strip();
    if (value.isEmpty()) {
      if (!overridden) {
        error("endsOn", "order_end_missing");
      }
      return null;
    }
    try {
      LocalDate last = LocalDate.parse(value);
      if (last.isBefore(today)) {
        error("endsOn", "order_end_past");
      } else if (last.getYear() > 2200
          || (last.isAfter(today.plusDays(law.longestDays())) && !overridden)) {
        error("endsOn", "order_end_too_late");
      }
      return NoticeRules.endOf(last, zone);
    } catch (DateTimeParseException e) {
      error("endsOn", "date_shape");
      return null;
    }
  }

  private @Nullable Integer extended(@Nullable String typed, Set<Integer> earlier) {
    String value = Objects.requireNonNullElse(typed, "").strip();
    if (value.isEmpty()) {
      return null;
    }
    Optional<Integer> known =
        earlier.stream().filter(number -> number.toString().equals(value)).findFirst();
    if (known.isEmpty()) {
      error("extended", "order_extends_unknown");
    }
    return known.orElse(null);
  }

  private String text(String field, @Nullable String typed, int least, int most) {
    String value = Objects.requireNonNullElse(typed, "").strip();
    if (value.length() < least) {
      error(field, "order_" + field);
    } else if (value.length() > most || value.chars().anyMatch(Character::isISOControl)) {
      error(field, "text_too_long");
    }
    return value;
  }

  private void error(String field, String code) {
    errors.add(new FieldError(at + field, code));
  }
}
