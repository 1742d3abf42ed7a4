package io.chancery.casework;

import io.chancery.kernel.Period;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Days, periods and time that is left, as the desk's pages say them. Always UTC. */
public final class DeskWords {
  private DeskWords() {}

  /** A calendar day. */
  public static String day(PageChrome chrome, LocalDate day) {
    return chrome.date(day);
  }

  /** The last day before {@code end}: clocks run out at the end of a day. */
  public static String lastDay(PageChrome chrome, Instant end) {
    return day(chrome, end.minusNanos(1).atZone(ZoneOffset.UTC).toLocalDate());
  }

  /** A period with both its ends. */
  public static String period(PageChrome chrome, Period period) {
    Instant from = period.from();
    Instant until = period.until();
    if (!midnight(from) || !midnight(until)) {
      return chrome.period(period, "UTC");
    }
    // Tables have little room: whole days are said as days, the last one included.
    return Texts.text(
        chrome.language(), "desk_period_days", chrome.day(from), lastDay(chrome, until));
  }

  private static boolean midnight(Instant at) {
    return at.equals(at.truncatedTo(ChronoUnit.DAYS));
  }

  /** What is left until {@code due}, or by how much it has passed. */
  public static String remaining(PageChrome chrome, Instant due, Instant now) {
    Duration left = Duration.between(now, due);
    String late = left.isNegative() ? "late_" : "left_";
    Duration much = left.abs();
    return much.toDays() > 0
        ? chrome.filled("desk_" + late + "days", much.toDays())
        : chrome.filled("desk_" + late + "hours", much.toHours());
  }

  /** A number with the language's grouping. */
  public static String number(PageChrome chrome, long number) {
    return NumberFormat.getIntegerInstance(chrome.language()).format(number);
  }

  /** A timeline whose nameless actors are said by their role. */
  public static List<Timelines.Line> named(PageChrome chrome, List<Timelines.Line> lines) {
    return lines.stream()
        .map(line -> {
          String role = "role_" + line.role();
          return line.who().equals(line.role()) && Texts.has(chrome.language(), role)
              ? new Timelines.Line(
                  line.number(),
                  line.at(),
                  line.event(),
                  chrome.text(role),
                  line.role(),
                  line.sentence(),
                  line.sealed(),
                  line.leafHash())
              : line;
        })
        .toList();
  }
}
