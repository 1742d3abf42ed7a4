package io.chancery.platform;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;

/** The portal's words in English and German: {@code messages/*_<language>.properties}. */
public final class Texts {
  /** The languages that the portal speaks; the first is the default. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  /** Shared words, the agency's pages, the desk's pages. */
  private static final List<String> BUNDLES = List.of("texts", "agency", "desk");

  private Texts() {}

  /** The language to answer in, given what the reader prefers, best first. */
  public static Locale bestOf(List<Locale> preferred) {
    for (Locale locale : preferred) {
      for (Locale spoken : LANGUAGES) {
        if (spoken.getLanguage().equals(locale.getLanguage())) {
          return spoken;
        }
      }
    }
    return LANGUAGES.getFirst();
  }

  /**
   * The text of a key, with {0}, {1} … replaced.
   *
   * @throws MissingResourceException when the bundle lacks the key: a bug that a test finds
   */
  public static String text(Locale language, String key, Object... arguments) {
    String pattern = pattern(language, key);
    return arguments.length == 0 ? pattern : new MessageFormat(pattern, language).format(arguments);
  }

  /** Whether a bundle holds the key. */
  public static boolean has(Locale language, String key) {
    return BUNDLES.stream().anyMatch(name -> bundle(name, language).containsKey(key));
  }

  /** Every key of a language. */
  public static Set<String> keys(Locale language) {
    Set<String> keys = new TreeSet<>();
    BUNDLES.forEach(name -> keys.addAll(bundle(name, language).keySet()));
    return keys;
  }

  private static String pattern(Locale language, String key) {
    for (String name : BUNDLES) {
      ResourceBundle bundle = bundle(name, language);
      if (bundle.containsKey(key)) {
        return bundle.getString(key);
      }
    }
    throw new MissingResourceException("no text for " + key, Texts.class.getName(), key);
  }

  private static ResourceBundle bundle(String name, Locale language) {
    return ResourceBundle.getBundle(
        "messages." + name,
        language,
        Texts.class.getClassLoader(),
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }
}
