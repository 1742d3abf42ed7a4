package io.chancery.casework.cost;

import io.chancery.kernel.Sha256;
import io.chancery.platform.Problem;
import io.chancery.platform.Problem.FieldError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an hour costs, and what hours come to. Pure.
 *
 * @param citation the law or the agreement
 * @param fees an hour's price in units of the currency, by activity
 */
record FeeSchedule(String citation, Currency currency, Map<String, BigDecimal> fees) {
  /** What 18 USC 2706(a) names: words {@code cost_activity_<code>}. */
  static final List<String> ACTIVITIES = List.of("search", "assemble", "reproduce", "provide");

  private static final BigDecimal MOST_HOURS = new BigDecimal(1000);

  /**
   * Hours of one activity.
   *
   * @param hours with at most two decimals
   * @param fee for an hour
   */
  record Line(String activity, BigDecimal hours, BigDecimal fee) {}

  FeeSchedule {
    fees = Map.copyOf(fees);
  }

  /**
   * The schedule as it is configured.
   *
   * @throws IllegalStateException naming the setting and the remedy
   */
  static FeeSchedule of(String regime, CostConfiguration.Schedule configured) {
    String at = "chancery.costs.regimes." + regime;
    Currency currency;
    try {
      currency = Currency.getInstance(configured.currency());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(at + ".currency is no ISO 4217 code; write one", e);
    }
    Map<String, BigDecimal> fees = new TreeMap<>(configured.fees());
    for (Map.Entry<String, BigDecimal> fee : fees.entrySet()) {
      String key = at + ".fees." + fee.getKey();
      if (!ACTIVITIES.contains(fee.getKey())) {
        throw new IllegalStateException(
            key + " is no activity; use " + String.join(", ", ACTIVITIES));
      }
      if (fee.getValue().signum() <= 0
          || fee.getValue().stripTrailingZeros().scale() > currency.getDefaultFractionDigits()) {
        throw new IllegalStateException(
            key + " is no price of the currency; write a positive amount with its decimals");
      }
    }
    if (fees.isEmpty()) {
      throw new IllegalStateException(at + ".fees names no fee; add one, or remove the regime");
    }
    return new FeeSchedule(configured.citation(), currency, fees);
  }

  /** The activities that have a fee, in the law's order. */
  List<String> activities() {
    return ACTIVITIES.stream().filter(fees::containsKey).toList();
  }

  /**
   * The lines of an invoice.
   *
   * @param typed hours by activity, as somebody wrote them; nothing stands for none
   * @throws Problem invalid-input naming each field
   */
  List<Line> lines(Map<String, String> typed) {
    List<FieldError> errors = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, String> entry : typed.entrySet()) {
      if (!fees.containsKey(entry.getKey()) && !entry.getValue().isBlank()) {
        errors.add(new FieldError("hours", "cost_activity_unknown"));
      }
    }
    for (String activity : activities()) {
      String hours = Objects.requireNonNullElse(typed.get(activity), "").strip();
      if (hours.isEmpty()) {
        continue;
      }
      // A comma is how a German keyboard writes it.
      String plain = hours.replace(',', '.');
      BigDecimal amount =
          plain.matches("\\d{1,4}(\\.\\d{1,2})?") ? new BigDecimal(plain) : BigDecimal.ZERO;
      if (amount.signum() <= 0 || amount.compareTo(MOST_HOURS) > 0) {
        errors.add(new FieldError(activity, "cost_hours"));
      } else {
        lines.add(new Line(activity, amount, Objects.requireNonNull(fees.get(activity))));
      }
    }
    if (errors.isEmpty() && lines.isEmpty()) {
      errors.add(new FieldError(activities().getFirst(), "cost_hours_missing"));
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return lines;
  }

  /** What a line comes to, in the currency's smallest unit; halves are rounded up. */
  static long amount(Line line, Currency currency) {
    return line.hours()
        .multiply(line.fee())
        .movePointRight(currency.getDefaultFractionDigits())
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** What all lines come to, in the currency's smallest unit. */
  static long sum(List<Line> lines, Currency currency) {
    return lines.stream().mapToLong(line -> amount(line, currency)).sum();
  }

  /** An amount for people: code of the currency and its decimals. */
  static String words(long amount, Currency currency) {
    return currency.getCurrencyCode()
        + " "
        + BigDecimal.valueOf(amount, currency.getDefaultFractionDigits()).toPlainString();
  }

  /** Lines as they are stored and digested: activity, hours, fee. */
  static String written(List<Line> lines) {
    return lines.stream()
        .map(line ->
            line.activity() + " " + line.hours().toPlainString() + " " + line.fee().toPlainString())
        .collect(Collectors.joining("\n"));
  }

  /** The same lines, read. */
  static List<Line> read(String written) {
    return Arrays.stream(written.split("\n", -1))
        .map(line -> line.split(" ", -1))
        .map(part -> new Line(part[0], new BigDecimal(part[1]), new BigDecimal(part[2])))
        .toList();
  }

  /** What an approval is bound to: exactly this invoice of exactly this case. */
  static Sha256 digest(
      String reference, int number, String citation, String currency, String lines, long sum) {
    return Sha256.hash(
        String.join(
            "\n", reference, String.valueOf(number), citation, currency, lines, "= " + sum));
  }
}
