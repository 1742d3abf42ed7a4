package io.chancery.custody;

import io.chancery.platform.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The codes of entries in words. Which component of which event is a code, and which words the
 * bundles have for it, stands in {@code messages/event_codes.properties}; everything else (ids,
 * digests, dates, numbers) is said as it is.
 */
final class CodeWords {
  /** Words that no page needs: beginnings that are always tried last. */
  private static final String OWN = "entry_";

  /** Letters alone: ids, digests and dates have digits. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z]+([-_][A-Za-z]+)+|[A-Z]{2,}");

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

  /** The sentence has its own full stop. */
  private static String inside(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }
}
