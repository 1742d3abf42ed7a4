package io.chancery.casework.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.platform.Problem;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeeScheduleTest {
  private static final FeeSchedule FEES =
      FeeSchedule.of(
          "us-federal",
          configured(
              "USD",
              Map.of("search", new BigDecimal("45.00"), "assemble", new BigDecimal("60.50"))));

  @Test
  void hoursTimesFeesIsRoundedLineByLineToTheSmallestUnit() {
    List<FeeSchedule.Line> lines = FEES.lines(Map.of("search", "1.25", "assemble", "0,33"));
    assertThat(lines).extracting(FeeSchedule.Line::activity).containsExactly("search", "assemble");
    // 1.25 * 45.00 = 56.25; 0.33 * 60.50 = 19.965, halves up.
    assertThat(lines.stream().map(line -> FeeSchedule.amount(line, FEES.currency())))
        .containsExactly(5_625L, 1_997L);
    assertThat(FeeSchedule.words(FeeSchedule.sum(lines, FEES.currency()), FEES.currency()))
        .isEqualTo("USD 76.22");
    assertThat(FeeSchedule.read(FeeSchedule.written(lines))).isEqualTo(lines);
  }

  @Test
  void aCurrencyWithoutDecimalsHasNone() {
    FeeSchedule yen = FeeSchedule.of("x", configured("JPY", Map.of("search", BigDecimal.TEN)));
    assertThat(FeeSchedule.sum(yen.lines(Map.of("search", "1.05")), yen.currency())).isEqualTo(11);
    assertThat(FeeSchedule.words(11, Currency.getInstance("JPY"))).isEqualTo("JPY 11");
  }

  @Test
  void wrongHoursAreNamedByTheirField() {
    for (String typed : List.of("-1", "0", "0.00", "1.255", "1000.01", "9e9", "two")) {
      assertThat(problem(Map.of("search", typed))).as(typed).containsExactly("search cost_hours");
    }
    assertThat(problem(Map.of("search", " "))).containsExactly("search cost_hours_missing");
    assertThat(problem(Map.of("reproduce", "1"))).containsExactly("hours cost_activity_unknown");
  }

  @Test
  void aWrongFeeStopsTheStart() {
    refused("DOLLAR", "search", "1", "currency is no ISO 4217 code");
    refused("USD", "coffee", "1", "fees.coffee is no activity");
    refused("USD", "search", "0", "fees.search is no price");
    refused("USD", "search", "1.005", "fees.search is no price");
    assertThatThrownBy(() -> FeeSchedule.of("x", configured("USD", Map.of())))
        .hasMessageContaining("names no fee");
  }

  @Test
  void anApprovalIsBoundToEveryPartOfTheInvoice() {
    String lines = FeeSchedule.written(FEES.lines(Map.of("search", "1")));
    assertThat(
            List.of(
                FeeSchedule.digest("A", 1, "18 USC 2706", "USD", lines, 4_500),
                FeeSchedule.digest("B", 1, "18 USC 2706", "USD", lines, 4_500),
                FeeSchedule.digest("A", 2, "18 USC 2706", "USD", lines, 4_500),
                FeeSchedule.digest("A", 1, "18 USC 2707", "USD", lines, 4_500),
                FeeSchedule.digest("A", 1, "18 USC 2706", "EUR", lines, 4_500),
                FeeSchedule.digest("A", 1, "18 USC 2706", "USD", lines, 4_501)))
        .doesNotHaveDuplicates();
  }

  private static void refused(String currency, String activity, String fee, String why) {
    assertThatThrownBy(
            () -> FeeSchedule.of("x", configured(currency, Map.of(activity, new BigDecimal(fee)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(why);
  }

  private static List<String> problem(Map<String, String> typed) {
    try {
      FEES.lines(typed);
      return List.of();
    } catch (Problem problem) {
      return problem.errors().stream().map(f -> f.field() + " " + f.code()).toList();
    }
  }

  private static CostConfiguration.Schedule configured(
      String currency, Map<String, BigDecimal> fees) {
    return new CostConfiguration.Schedule() {
      @Override
      public String citation() {
        return "18 USC 2706";
      }

      @Override
      public String currency() {
        return currency;
      }

      @Override
      public Map<String, BigDecimal> fees() {
        return fees;
      }
    };
  }
}
