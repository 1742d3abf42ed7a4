package io.chancery.custody;

import io.chancery.platform.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says an entry as a sentence, from the entry alone. The sentences stand in {@code
 * messages/events_<language>.properties}, keyed by the event's name; {@code {component}} is
 * replaced by what the entry holds, codes by their words. The answer is plain text: pages escape
 * it.
 */
@ApplicationScoped
public class EventSentences {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  private final Map<String, Properties> languages = Map.of("en", load("en"), "de", load("de"));
  private final CodeWords codes = new CodeWords();

  /** The sentence in {@code locale}'s language, or in English. */
  public String sentence(LedgerEntry entry, Locale locale) {
    Properties english = languages.getOrDefault("en", new Properties());
    Properties sentences = languages.getOrDefault(locale.getLanguage(), english);
    String template = sentences.getProperty(entry.event(), entry.event());
    Locale spoken = Texts.bestOf(List.of(locale));
    Matcher matcher = PLACEHOLDER.matcher(template);
    return matcher.replaceAll(match -> {
      String component = match.group(1);
      Object value = entry.object().getOrDefault(component, "?");
      return Matcher.quoteReplacement(codes.say(entry.event(), component, value, spoken));
    });
  }

  static Properties load(String language) {
    return read("/messages/events_" + language + ".properties");
  }

  static Properties read(String name) {
    try (InputStream in = EventSentences.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
