package io.chancery.casework.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.platform.Problem.FieldError;
import io.chancery.policy.PolicyPack;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No gag without an end, a ground, a court, a judge and the process that it is tied to. */
class OrderRulesTest {
  private static final LocalDate TODAY = LocalDate.parse("2027-11-22");
  private static final PolicyPack.NoticeLaw LAW =
      new PolicyPack.NoticeLaw(List.of("evidence-tampering"), List.of(), 365, "law", false);

  @Test
  void aWholeOrderIsTaken() {
    OrderRules.Checked checked = check(order("2028-02-29", "26-mj-1", null, null), false);
    assertThat(checked.errors()).isEmpty();
    assertThat(checked.order().orElseThrow().endsAt()).isEqualTo("2028-03-01T00:00:00Z");
  }

  @Test
  void everyFieldAtFaultIsNamed() {
    OrderForm nothing = OrderForm.empty();
    assertThat(check(nothing, false).errors())
        .extracting(FieldError::field)
        .containsExactly("ground", "court", "judge", "docket", "process", "endsOn");
  }

  @Test
  void noOrderIsWithoutEndUnlessAnApproverSaysWhy() {
    assertThat(code(order(null, "26-MJ-1", null, null), false)).isEqualTo("order_end_missing");
    assertThat(code(order(null, "26-MJ-1", null, null), true)).isEqualTo("order_end_missing");
    assertThat(code(order(null, "26-MJ-1", null, "because"), false))
        .isEqualTo("order_override_not_yours");
    assertThat(code(order("9999-12-31", "26-MJ-1", null, null), false))
        .isEqualTo("order_end_too_late");
    assertThat(code(order("9999-12-31", "26-MJ-1", null, "because"), true))
        .isEqualTo("order_end_too_late");
    assertThat(check(order(null, "26-MJ-1", null, "because"), true).errors()).isEmpty();
    assertThat(check(order("2029-01-01", "26-MJ-1", null, "because"), true).errors()).isEmpty();
  }

  @Test
  void theLastDayIsTheLastOfTheLongestTimeAndNotOver() {
    assertThat(check(order(TODAY.toString(), "26-MJ-1", null, null), false).errors()).isEmpty();
    assertThat(check(order(TODAY.plusDays(365).toString(), "26-MJ-1", null, null), false).errors())
        .isEmpty();
    assertThat(code(order(TODAY.minusDays(1).toString(), "26-MJ-1", null, null), false))
        .isEqualTo("order_end_past");
    assertThat(code(order(TODAY.plusDays(366).toString(), "26-MJ-1", null, null), false))
        .isEqualTo("order_end_too_late");
    assertThat(code(order("31.12.2027", "26-MJ-1", null, null), false)).isEqualTo("date_shape");
  }

  @Test
  void itIsTiedToTheProcessAndToTheOrderBefore() {
    assertThat(code(order("2028-01-01", "26-MJ-2", null, null), false))
        .isEqualTo("order_other_process");
    assertThat(code(order("2028-01-01", "26-MJ-1", "1", null), false))
        .isEqualTo("order_extends_unknown");
    assertThat(check(order("2028-01-01", "26-MJ-1", "2", null), false).order().orElseThrow())
        .matches(order -> Integer.valueOf(2).equals(order.extended()));
  }

  @Test
  void aRegimeWithoutSuchOrdersTakesNone() {
    OrderRules.Checked checked =
        OrderRules.check(
            order("2028-01-01", "26-MJ-1", null, null),
            "nonDisclosure.",
            null,
            ZoneOffset.UTC,
            TODAY,
            "26-MJ-1",
            Set.of(),
            false);
    assertThat(checked.errors())
        .containsExactly(new FieldError("nonDisclosure.ground", "order_unknown_here"));
  }

  private static String code(OrderForm form, boolean counsel) {
    return check(form, counsel).errors().getFirst().code();
  }

  private static OrderRules.Checked check(OrderForm form, boolean counsel) {
    return OrderRules.check(form, "", LAW, ZoneOffset.UTC, TODAY, "26-MJ-1", Set.of(2), counsel);
  }

  private static OrderForm order(String endsOn, String process, String extended, String override) {
    return new OrderForm(
        "evidence-tampering", "Court", "Judge", "26-ND-1", process, endsOn, extended, override);
  }
}
