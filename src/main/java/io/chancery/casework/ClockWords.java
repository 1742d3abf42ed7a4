package io.chancery.casework;

import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import io.chancery.policy.Clocks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The arithmetic of a clock in words, the same for both sides. */
public final class ClockWords {
  private ClockWords() {}

  /** One line for each step, in the zone where the clock is counted. */
  public static List<String> lines(PageChrome chrome, Clocks.Computed clock) {
    ZoneId zone = clock.place().zone();
    return clock.steps().stream()
        .map(step ->
            Texts.text(
                chrome.language(),
                "clock_step_" + step.code(),
                step.event().isEmpty() ? "" : chrome.text("clock_event_", step.event()),
                moment(chrome, step.at(), zone),
                step.amount(),
                end(chrome, step.due(), zone)))
        .toList();
  }

  /** Where its days are counted, and by whose holidays. */
  public static String place(PageChrome chrome, Clocks.Computed clock) {
    return Texts.text(
        chrome.language(),
        "clock_place",
        clock.place().zone().getId(),
        Locale.of("", clock.place().calendar()).getDisplayCountry(chrome.language()));
  }

  private static String end(PageChrome chrome, @Nullable Instant end, ZoneId zone) {
    if (end == null) {
      return chrome.text("clock_no_end");
    }
    LocalDate day = LocalDate.ofInstant(end, zone);
    return day.atStartOfDay(zone).toInstant().equals(end)
        ? chrome.filled("clock_end_of_day", chrome.date(day.minusDays(1)))
        : moment(chrome, end, zone);
  }

  private static String moment(PageChrome chrome, Instant at, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    return chrome.date(local.toLocalDate())
        + " "
        + DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(Locale.UK).format(local)
        + " "
        + zone.getDisplayName(java.time.format.TextStyle.SHORT, chrome.language());
  }
}
