package io.chancery.custody;

import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The codes of entries in words. Which component of which event is a code, and which words the
 * bundles have for it, stands in {@code messages/event_codes.properties}; times and dates are said
 * as pages say them, everything else (ids, digests, numbers) as it is.
 */
final class CodeWords {
  /** Words that no page needs: beginnings that are always tried last. */
  private static final String OWN = "entry_";

  /** Letters alone: ids, digests and dates have digits. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z]+([-_][A-Za-z]+)+|[A-Z]{2,}");

  /** A time or a date as entries write them: nothing else that an entry holds looks like this. */
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}[0-9:.]*Z)?");

  private final Properties vocabularies = EventSentences.read("/messages/event_codes.properties");

  /** The names of coded components, as {@code Event.component}. */
  Set<String> coded() {
    return new TreeSet<>(vocabularies.stringPropertyNames());
  }

  /** The beginnings of keys that say a component. */
  List<String> vocabularies(String event, String component) {
    return List.of(vocabularies.getProperty(event + "." + component, "").split(" "));
  }

  /**
   * A component's value in words.
   *
   * @param value as the entry holds it
   */
  String say(String event, String component, Object value, Locale language) {
    String code = String.valueOf(value);
    if (value instanceof Boolean) {
      return Texts.text(language, OWN + code);
    }
    if (TIME.matcher(code).matches()) {
      return moment(code, language);
    }
    if (!vocabularies.containsKey(event + "." + component)) {
      return code;
    }
    for (String vocabulary : vocabularies(event, component)) {
      for (String spelt : List.of(code, code.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        if (Texts.has(language, vocabulary + spelt)) {
          return inside(Texts.text(language, vocabulary + spelt));
        }
      }
    }
    String own = OWN + code.toLowerCase(Locale.ROOT).replace('_', '-');
    if (Texts.has(language, own)) {
      return inside(Texts.text(language, own));
    }
    // Reasons that only an installation's own rules know, and codes of former versions.
    return CODE.matcher(code).matches()
        ? code.toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ')
        : code;
  }

  /**
   * An entry that was tampered with may name a day that there is not: that is said as it stands.
   */
  private static String moment(String code, Locale language) {
    PageChrome words = PageChrome.anonymous(language);
    try {
      return code.endsWith("Z")
          ? words.time(Instant.parse(code))
          : words.date(LocalDate.parse(code));
    } catch (DateTimeException e) {
      return code;
    }
  }

  /** The sentence has its own full stop. */
  private static String inside(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }
}
