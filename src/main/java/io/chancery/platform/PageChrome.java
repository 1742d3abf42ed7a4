package io.chancery.platform;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
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

  /** One entry of the navigation. */
  public record Link(String href, String text, boolean current) {}

  public PageChrome {
    navigation = List.copyOf(navigation);
  }

  /** For pages that nobody need be signed in for. */
  public static PageChrome anonymous(Locale language) {
    return new PageChrome(language, null, null, List.of(), "");
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

  /** A time in UTC, said in this page's language. */
  public String time(Instant at) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(language)
            .withZone(ZoneOffset.UTC)
            .format(at)
        + " UTC";
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
