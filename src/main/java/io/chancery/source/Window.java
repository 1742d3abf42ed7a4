package io.chancery.source;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the day in which rows may be read, by the platform's clock; it may pass midnight.
 *
 * @param from inclusive
 * @param until exclusive; the same as {@code from} means the whole day
 */
record Window(LocalTime from, LocalTime until, ZoneId zone) {
  private static final Pattern TEXT = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

  /**
   * Reads {@code 22:00-06:00}.
   *
   * @throws IllegalArgumentException with the remedy
   */
  static Window parse(String text, ZoneId zone) {
    Matcher matcher = TEXT.matcher(text.strip());
    try {
      if (matcher.matches()) {
        return new Window(
            LocalTime.parse(matcher.group(1)), LocalTime.parse(matcher.group(2)), zone);
      }
    } catch (DateTimeParseException e) {
      throw wrong();
    }
    throw wrong();
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "chancery.source.<name>.window is no part of a day; write it like 22:00-06:00");
  }

  boolean contains(Instant at) {
    LocalTime time = LocalTime.ofInstant(at, zone);
    boolean afterFrom = !time.isBefore(from);
    boolean beforeUntil = time.isBefore(until);
    return from.isBefore(until) ? afterFrom && beforeUntil : afterFrom || beforeUntil;
  }

  /** The next moment inside, at or after {@code at}. */
  Instant opensAt(Instant at) {
    if (contains(at)) {
      return at;
    }
    ZonedDateTime here = at.atZone(zone);
    ZonedDateTime today = here.with(from);
    return (today.isAfter(here) ? today : here.plusDays(1).with(from)).toInstant();
  }
}
