package io.chancery.casework.notice;

import io.chancery.policy.PolicyPack;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an account holder is told, and what keeps them from it. Pure: no clock, no database. */
final class NoticeRules {
  /** The latest day that a calendar of ours names; stands for an order without end. */
  static final Instant NEVER_ENDS = Instant.parse("9999-12-31T00:00:00Z");

  /** What an event says of a notice that the instrument's own prohibition holds back. */
  static final String GAG = "gag";

  /** The place of the instrument's own prohibition among the orders, which count from 1. */
  private static final int OF_THE_INSTRUMENT = 0;

  private NoticeRules() {}

  /** When the policy row has the holder told. */
  enum Timing {
    BEFORE,
    AFTER,
    /** The instrument itself forbids it, until an order that was recorded for it has ended. */
    WHILE_NO_GAG,
    NEVER
  }

  /**
   * An order as far as the rules need it.
   *
   * @param endsAt the first instant at which it no longer binds; null when it has no end
   * @param confirmed what staff found; null while nobody has looked
   * @param ended lifted, or recorded as lapsed
   */
  record Order(int number, @Nullable Instant endsAt, @Nullable Boolean confirmed, boolean ended) {

    /**
     * Whether it forbids anything now. One that nobody has checked binds: silence can be mended.
     */
    boolean binds(Instant now) {
      return !ended && !Boolean.FALSE.equals(confirmed) && (endsAt == null || endsAt.isAfter(now));
    }
  }

  /** What happens next to a notice that is not yet due. */
  record Next(NoticeState state, String detail, @Nullable Instant dueAt) {}

  /** When the row has the holder told; packs before 2026.4 had no word for "after". */
  static Timing timing(String rule, boolean emergency) {
    return switch (rule) {
      case "before-disclosure-unless-ordered" -> emergency ? Timing.AFTER : Timing.BEFORE;
      case "after-disclosure-unless-ordered", "latest-when-effect-is-given" -> Timing.AFTER;
      case "never-while-gag-binds" -> Timing.WHILE_NO_GAG;
      default -> Timing.NEVER;
    };
  }

  /**
   * When the row has the holder told. Where the request is about what somebody says, the law's "at
   * the latest afterwards" is not waited for; what the law forbids stays forbidden.
   */
  static Timing timing(PolicyPack.Row row, boolean expression) {
    // A prohibition that depends on conditions binds as an order does; else the holder is told.
    Timing timing =
        row.notice().needs().isEmpty()
            ? timing(row.notice().rule(), row.emergency())
            : Timing.BEFORE;
    return expression && timing == Timing.AFTER ? Timing.BEFORE : timing;
  }

  /** The instrument's own prohibition, which binds without an end until it is lifted. */
  static Order ownProhibition(boolean lifted) {
    return new Order(OF_THE_INSTRUMENT, null, true, lifted);
  }

  /** What holds a notice back: {@code order}, or {@code gag} where the instrument alone does. */
  static String heldBackBy(List<Order> orders, Instant now) {
    return orders.stream()
            .filter(order -> order.binds(now))
            .allMatch(order -> order.number() == OF_THE_INSTRUMENT)
        ? GAG
        : "order";
  }

  /** When the last order that binds ends; empty when none binds. */
  static Optional<Instant> blockedUntil(List<Order> orders, Instant now) {
    return orders.stream()
        .filter(order -> order.binds(now))
        .map(order -> order.endsAt() == null ? NEVER_ENDS : order.endsAt())
        .max(Comparator.naturalOrder());
  }

  /**
   * What a notice that has not been written does now.
   *
   * @param timing as {@link #timing(PolicyPack.Row, boolean)} says
   * @param releasedAt the last release; null while there is none
   * @param over whether the case ended without anything handed over
   */
  static Next next(
      PolicyPack.NoticeRule rule,
      Timing timing,
      List<Order> orders,
      @Nullable Instant releasedAt,
      boolean over,
      Instant now) {
    if (timing == Timing.NEVER || (timing == Timing.WHILE_NO_GAG && orders.isEmpty())) {
      return new Next(NoticeState.WITHHELD, rule.rule(), null);
    }
    Optional<Instant> until = blockedUntil(orders, now);
    if (until.isPresent()) {
      return new Next(NoticeState.BLOCKED, "order", until.get());
    }
    if (over) {
      return new Next(NoticeState.WITHHELD, "nothing-disclosed", null);
    }
    if (timing == Timing.AFTER) {
      if (releasedAt == null) {
        return new Next(NoticeState.SCHEDULED, "release", null);
      }
      int days = rule.afterDays() == null ? 0 : rule.afterDays();
      Instant due = releasedAt.plus(java.time.Duration.ofDays(days));
      if (due.isAfter(now)) {
        return new Next(NoticeState.SCHEDULED, "after-release", due);
      }
    }
    return new Next(NoticeState.DUE, "due", now);
  }

  /** Whether a release may pass this notice. */
  static boolean settled(NoticeState state, Timing timing, List<Order> orders, Instant now) {
    return switch (state) {
      case SENT, DELIVERED, WITHHELD -> true;
      case BLOCKED ->
          timing == Timing.AFTER
              || orders.stream().anyMatch(o -> o.binds(now) && Boolean.TRUE.equals(o.confirmed()));
      case SCHEDULED -> timing == Timing.AFTER;
      case DUE, FAILED -> timing == Timing.AFTER;
    };
  }

  /** The end of a day, counted in full where the pack counts its days. */
  static Instant endOf(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** The end of the time to challenge: the day of sending is not counted, the last one in full. */
  static Instant challengeEnds(Instant sent, int days, ZoneId zone) {
    return days == 0 ? sent : endOf(LocalDate.ofInstant(sent, zone).plusDays(days), zone);
  }
}
