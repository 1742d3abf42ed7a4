package io.chancery.casework;

import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import io.chancery.policy.Clocks;
import io.chancery.policy.PolicyPack;
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

  /**
   * A clock as both sides see it.
   *
   * @param state where it stands, as a sentence
   * @param late whether what it asks for is overdue
   * @param lines its arithmetic
   * @param place where its days are counted
   */
  public record Panel(
      String name,
      String state,
      boolean late,
      String citation,
      boolean confirmed,
      List<String> lines,
      String place) {
    public Panel {
      lines = List.copyOf(lines);
    }
  }

  /** All clocks of a case; the first is the one that the answer runs against. */
  public static List<Panel> panels(PageChrome chrome, CaseView view, Instant now) {
    return view.clocks().stream()
        .map(clock ->
            new Panel(
                chrome.text("clock_name_", clock.name()),
                state(chrome, clock, now),
                clock.lateAt(now),
                clock.citation(),
                clock.confirmed(),
                lines(chrome, clock.law()),
                place(chrome, clock.law())))
        .toList();
  }

  private static String state(PageChrome chrome, CaseView.ClockView clock, Instant now) {
    Clocks.Computed law = clock.law();
    Instant ended = clock.endedAt();
    Instant due = law.due();
    if (ended != null) {
      return chrome.filled(
          "clock_state_" + law.state().name().toLowerCase(Locale.ROOT),
          moment(chrome, ended, law.place().zone()));
    }
    if (due == null && law.state() == Clocks.State.RUNNING) {
      // A law that sets no period.
      return chrome.text("clock_state_held");
    }
    if (due == null) {
      return chrome.text("clock_state_", law.state().name().toLowerCase(Locale.ROOT));
    }
    String end = end(chrome, due, law.place().zone());
    if (law.rule().outcome() == PolicyPack.Expiry.OPENS) {
      return chrome.filled("clock_state_opens", end);
    }
    return Texts.text(
        chrome.language(), "clock_state_running", DeskWords.remaining(chrome, due, now), end);
  }

  /** One line for each step, in the zone where the clock is counted. */
  static List<String> lines(PageChrome chrome, Clocks.Computed clock) {
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
  static String place(PageChrome chrome, Clocks.Computed clock) {
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
