package io.chancery.platform;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The portal's words in English and German: {@code messages/texts_<language>.properties}. */
public final class Texts {
  /** The languages that the portal speaks; the first is the default. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

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
    String pattern = bundle(language).getString(key);
    return arguments.length == 0 ? pattern : new MessageFormat(pattern, language).format(arguments);
  }

  /** Whether the bundle holds the key. */
  public static boolean has(Locale language, String key) {
    return bundle(language).containsKey(key);
  }

  private static ResourceBundle bundle(Locale language) {
    return ResourceBundle.getBundle(
        "messages.texts",
        language,
        Texts.class.getClassLoader(),
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }
}
