package io.chancery.casework.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.casework.notice.NoticeRules.Order;
import io.chancery.casework.notice.NoticeRules.Timing;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.ShippedPacks;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When an account holder is told: the rules alone. */
class NoticeRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final PolicyPack.NoticeRule BEFORE =
      new PolicyPack.NoticeRule("before-disclosure-unless-ordered", 7, null, null, "law", false);
  private static final PolicyPack.NoticeRule AFTER =
      new PolicyPack.NoticeRule("after-disclosure-unless-ordered", null, 90, null, "law", false);
  private static final PolicyPack.NoticeRule GAG =
      new PolicyPack.NoticeRule("never-while-gag-binds", null, null, null, "law", false);

  @Test
  void aNoticeIsBlockedUntilTheLastOrderEndsWhateverTheirOrder() {
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      List<Order> orders = new ArrayList<>();
      for (int n = 1; n <= 1 + random.nextInt(5); n++) {
        Boolean found = random.nextInt(4) == 0 ? Boolean.FALSE : random.nextBoolean() ? true : null;
        orders.add(
            new Order(
                n, NOW.plusSeconds(random.nextInt(200) - 100), found, random.nextInt(4) == 0));
      }
      Instant last =
          orders.stream()
              .filter(o -> !o.ended() && !Boolean.FALSE.equals(o.confirmed()))
              .map(Order::endsAt)
              .filter(NOW::isBefore)
              .max(Instant::compareTo)
              .orElse(null);
      assertThat(NoticeRules.blockedUntil(orders, NOW).orElse(null)).isEqualTo(last);
      var next = NoticeRules.next(BEFORE, Timing.BEFORE, orders, null, false, NOW);
      assertThat(next.state()).isEqualTo(last == null ? NoticeState.DUE : NoticeState.BLOCKED);
      // However the orders lie, a moment comes at which the holder is told.
      Instant later = NOW.plusSeconds(100);
      assertThat(NoticeRules.next(BEFORE, Timing.BEFORE, orders, null, false, later).state())
          .isEqualTo(NoticeState.DUE);
    }
  }

  @Test
  void anOrderBindsToTheLastMomentOfItsLastDay() {
    Instant ends = NoticeRules.endOf(LocalDate.parse("2028-02-29"), ZoneOffset.UTC);
    assertThat(ends).isEqualTo("2028-03-01T00:00:00Z");
    List<Order> order = List.of(new Order(1, ends, true, false));
    assertThat(NoticeRules.blockedUntil(order, ends.minusMillis(1))).contains(ends);
    assertThat(NoticeRules.blockedUntil(order, ends)).isEmpty();
  }

  @Test
  void anExtensionHoldsWithoutAGapAndALiftedOneDoesNot() {
    Instant first = NOW.plus(Duration.ofDays(1));
    Instant second = NOW.plus(Duration.ofDays(91));
    List<Order> chain =
        List.of(new Order(1, first, true, false), new Order(2, second, true, false));
    assertThat(NoticeRules.blockedUntil(chain, NOW)).contains(second);
    assertThat(NoticeRules.blockedUntil(chain, first)).contains(second);
    List<Order> lifted = List.of(new Order(1, first, true, true), new Order(2, second, true, true));
    assertThat(NoticeRules.blockedUntil(lifted, NOW)).isEmpty();
  }

  @Test
  void theTimeToChallengeIsCountedInFullDaysWhereThePackStands() {
    ZoneId utc = ZoneOffset.UTC;
    assertThat(NoticeRules.challengeEnds(NOW, 7, utc)).isEqualTo("2026-11-30T00:00:00Z");
    Instant beforeLeapDay = Instant.parse("2028-02-25T23:59:00Z");
    assertThat(NoticeRules.challengeEnds(beforeLeapDay, 7, utc)).isEqualTo("2028-03-04T00:00:00Z");
    // The night on which clocks go back is an hour longer.
    assertThat(
            NoticeRules.challengeEnds(
                Instant.parse("2026-10-30T12:00:00Z"), 7, ZoneId.of("America/New_York")))
        .isEqualTo("2026-11-07T05:00:00Z");
    assertThat(NoticeRules.challengeEnds(NOW, 0, utc)).isEqualTo(NOW);
  }

  @Test
  void afterAnEmergencyTheNoticeWaitsForTheReleaseAndItsDays() {
    assertThat(NoticeRules.next(AFTER, Timing.AFTER, List.of(), null, false, NOW).state())
        .isEqualTo(NoticeState.SCHEDULED);
    var released = NoticeRules.next(AFTER, Timing.AFTER, List.of(), NOW, false, NOW);
    assertThat(released.dueAt()).isEqualTo(NOW.plus(Duration.ofDays(90)));
    assertThat(
            NoticeRules.next(
                    AFTER, Timing.AFTER, List.of(), NOW, false, NOW.plus(Duration.ofDays(90)))
                .state())
        .isEqualTo(NoticeState.DUE);
    assertThat(NoticeRules.timing("before-disclosure-unless-ordered", true))
        .isEqualTo(Timing.AFTER);
  }

  @Test
  void whoIsSoughtForWhatTheySayIsToldBeforehandUnlessTheLawForbidsIt() {
    for (PolicyPack pack : ShippedPacks.all()) {
      for (PolicyPack.Row row : pack.rows()) {
        Timing usual = NoticeRules.timing(row, false);
        assertThat(NoticeRules.timing(row, true))
            .as(row.kind())
            .isEqualTo(usual == Timing.AFTER ? Timing.BEFORE : usual);
      }
    }
    assertThat(NoticeRules.next(AFTER, Timing.BEFORE, List.of(), null, false, NOW).state())
        .isEqualTo(NoticeState.DUE);
  }

  @Test
  void nobodyIsToldWhereTheRuleSaysNeverOrNothingWasDisclosed() {
    for (PolicyPack pack : ShippedPacks.all()) {
      for (PolicyPack.Row row : pack.rows()) {
        if (row.kind().contains("preservation") || row.kind().startsWith("epoc")) {
          assertThat(
                  NoticeRules.next(
                          row.notice(), NoticeRules.timing(row, true), List.of(), NOW, false, NOW)
                      .state())
              .as(row.kind())
              .isEqualTo(NoticeState.WITHHELD);
        }
      }
    }
    assertThat(NoticeRules.next(BEFORE, Timing.BEFORE, List.of(), null, true, NOW).detail())
        .isEqualTo("nothing-disclosed");
    assertThat(NoticeRules.next(GAG, Timing.WHILE_NO_GAG, List.of(), null, false, NOW).state())
        .isEqualTo(NoticeState.WITHHELD);
  }

  /** 18 USC 2709(c)(1), 3511: certification and notice of judicial review, both. */
  @Test
  void aNationalSecurityLetterSilencesOnlyWhenCertifiedAndReviewable() {
    PolicyPack.Row letter =
        ShippedPacks.all().stream()
            .filter(pack -> pack.version().equals("2026.7"))
            .flatMap(pack -> pack.row("national-security-letter").stream())
            .findFirst()
            .orElseThrow();
    PolicyPack.NoticeRule rule = letter.notice();
    assertThat(rule.forbids(Set.of())).isFalse();
    assertThat(rule.forbids(Set.of("specific-selector", "gag-certification"))).isFalse();
    assertThat(rule.forbids(Set.of("judicial-review-notice"))).isFalse();
    assertThat(rule.forbids(Set.of("gag-certification", "judicial-review-notice"))).isTrue();
    assertThat(letter.mustState()).containsExactly("specific-selector");

    Timing timing = NoticeRules.timing(letter, false);
    assertThat(timing).isEqualTo(Timing.BEFORE);
    assertThat(NoticeRules.next(rule, timing, List.of(), null, false, NOW).state())
        .isEqualTo(NoticeState.DUE);
    List<Order> gag = List.of(NoticeRules.ownProhibition(false));
    assertThat(NoticeRules.next(rule, timing, gag, null, false, NOW))
        .isEqualTo(new NoticeRules.Next(NoticeState.BLOCKED, "order", NoticeRules.NEVER_ENDS));
    assertThat(NoticeRules.settled(NoticeState.BLOCKED, timing, gag, NOW)).isTrue();
    assertThat(NoticeRules.heldBackBy(gag, NOW)).isEqualTo("gag");
    List<Order> both =
        List.of(NoticeRules.ownProhibition(false), new Order(1, NOW.plusSeconds(9), true, false));
    assertThat(NoticeRules.heldBackBy(both, NOW)).isEqualTo("order");
    assertThat(NoticeRules.heldBackBy(both, NOW.plusSeconds(9))).isEqualTo("gag");
    List<Order> lifted = List.of(NoticeRules.ownProhibition(true));
    assertThat(NoticeRules.next(rule, timing, lifted, NOW, false, NOW).state())
        .isEqualTo(NoticeState.DUE);
    assertThat(NoticeRules.settled(NoticeState.BLOCKED, timing, lifted, NOW)).isFalse();
  }

  @Test
  void aReleasePassesNoSilenceWithoutAGround() {
    List<Order> unchecked = List.of(new Order(1, NOW.plusSeconds(9), null, false));
    List<Order> checked = List.of(new Order(1, NOW.plusSeconds(9), true, false));
    for (NoticeState state : NoticeState.values()) {
      boolean told =
          state == NoticeState.SENT
              || state == NoticeState.DELIVERED
              || state == NoticeState.WITHHELD;
      assertThat(NoticeRules.settled(state, Timing.BEFORE, List.of(), NOW)).isEqualTo(told);
      assertThat(NoticeRules.settled(state, Timing.BEFORE, unchecked, NOW)).isEqualTo(told);
      assertThat(NoticeRules.settled(state, Timing.BEFORE, checked, NOW))
          .isEqualTo(told || state == NoticeState.BLOCKED);
      assertThat(NoticeRules.settled(state, Timing.BEFORE, checked, NOW.plusSeconds(9)))
          .isEqualTo(told);
      assertThat(NoticeRules.settled(state, Timing.AFTER, List.of(), NOW)).isTrue();
    }
  }
}
