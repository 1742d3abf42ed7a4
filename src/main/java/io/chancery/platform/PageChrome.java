package io.chancery.platform;

import io.chancery.kernel.Period;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page: language, who is signed in, where they can go.
 *
 * @param language the page's language
 * @param person the signed-in person's name, or null
 * @param realm {@code agency} or {@code staff}, or null when nobody is signed in
 * @param mode key of the text for a loudly shown mode, or an empty string in production
 */
public record PageChrome(
    Locale language,
    @Nullable String person,
    @Nullable String realm,
    List<Link> navigation,
    String mode) {

  /** The cookie that keeps the language a person chose; nothing else is in it. */
  public static final String LANGUAGE_COOKIE = "chancery_language";

  /** One entry of the navigation. */
  public record Link(String href, String text, boolean current) {}

  public PageChrome {
    navigation = List.copyOf(navigation);
  }

  /** For pages that nobody need be signed in for. */
  public static PageChrome anonymous(Locale language) {
    return new PageChrome(language, null, null, List.of(), "");
  }

  /** The language that was chosen, else the best that the browser asks for. */
  public static Locale language(HttpHeaders headers) {
    Cookie chosen = headers.getCookies().get(LANGUAGE_COOKIE);
    return chosen == null
        ? Texts.bestOf(headers.getAcceptableLanguages())
        : Texts.bestOf(List.of(Locale.forLanguageTag(chosen.getValue())));
  }

  /** The language tag for {@code <html lang>}. */
  public String lang() {
    return language.getLanguage();
  }

  /** The language to switch to. */
  public String otherLanguage() {
    return language.getLanguage().equals("de") ? "en" : "de";
  }

  /** A text of the bundle in this page's language. */
  public String text(String key) {
    return Texts.text(language, key);
  }

  /** The text of a value of a vocabulary, for example {@code status_} and {@code SEALED}. */
  public String text(String vocabulary, Object value) {
    return Texts.text(language, vocabulary + value);
  }

  /** A text with its argument. */
  public String filled(String key, Object argument) {
    return Texts.text(language, key, argument);
  }

  /** A text with its arguments. */
  public String said(String key, Object... arguments) {
    return Texts.text(language, key, arguments);
  }

  /** A time in UTC, said in this page's language. */
  public String time(Instant at) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(dates())
            .withZone(ZoneOffset.UTC)
            .format(at)
        + " UTC";
  }

  /** Day before month and 24 hours, as most readers of either language write them. */
  private Locale dates() {
    return language.getLanguage().equals("en") ? Locale.UK : language;
  }

  /** A day, said in this page's language. */
  public String date(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(dates()).format(day);
  }

  /** The day of a time, UTC. */
  public String day(Instant at) {
    return date(LocalDate.ofInstant(at, ZoneOffset.UTC));
  }

  /** A deadline: what ends with a day is named by that day, not by the midnight after it. */
  public String deadline(Instant at) {
    return at.equals(at.truncatedTo(ChronoUnit.DAYS))
        ? filled("end_of_day", day(at.minusSeconds(1)))
        : time(at);
  }

  /** A period in the zone that its asker thinks in; whole days are said as days. */
  public String period(Period period, String zone) {
    ZonedDateTime from = period.from().atZone(ZoneId.of(zone));
    ZonedDateTime until = period.until().atZone(ZoneId.of(zone));
    if (midnight(from) && midnight(until)) {
      return Texts.text(
          language,
          "period_days",
          date(from.toLocalDate()),
          date(until.toLocalDate().minusDays(1)),
          zone);
    }
    DateTimeFormatter moment =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
            .withLocale(dates());
    return Texts.text(language, "period_moments", moment.format(from), moment.format(until), zone);
  }

  /**
   * What stands behind a granted period.
   *
   * @param names the granted fields; null for every field, of which nothing is said
   */
  public String onlyFields(@Nullable List<String> names) {
    return names == null ? "" : listed("only_fields", names);
  }

  /** A text of the bundle with names in its one place. */
  public String listed(String key, List<String> names) {
    return filled(key, String.join(", ", names));
  }

  private static boolean midnight(ZonedDateTime at) {
    return at.toLocalTime().equals(LocalTime.MIDNIGHT);
  }

  /** A number of bytes in units that people read. */
  public String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    return bytes < 1_000_000
        ? String.format(language, "%.1f kB", bytes / 1e3)
        : String.format(language, "%.1f MB", bytes / 1e6);
  }

  /** The shape of a status: done, over, busy or plain. */
  public String statusShape(Object status) {
    return switch (status.toString()) {
      case "DELIVERED", "CLOSED" -> "done";
      case "REFUSED", "WITHDRAWN" -> "over";
      case "COLLECTING" -> "busy";
      default -> "open";
    };
  }
}
