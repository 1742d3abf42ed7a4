package io.chancery.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every word in both languages, and no page that asks for a word which nobody wrote. */
class BundlesTest {
  private static final Pattern ASKED =
      Pattern.compile("chrome\\.(?:text|filled)\\('([A-Za-z0-9_-]+)'(?:\\)|, )");

  @ParameterizedTest
  @ValueSource(strings = {"texts", "agency", "desk", "events"})
  void bothLanguagesHaveTheSameKeys(String bundle) throws IOException {
    assertThat(keys(bundle, Locale.GERMAN)).isEqualTo(keys(bundle, Locale.ENGLISH));
  }

  /** One of two sentences under one key would never be read. */
  @Test
  void noKeyStandsInTwoBundles() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String bundle : List.of("texts", "agency", "desk")) {
      Set<String> keys = keys(bundle, Locale.ENGLISH);
      assertThat(keys.stream().filter(seen::contains)).as(bundle).isEmpty();
      seen.addAll(keys);
    }
  }

  @Test
  void everyTextThatATemplateAsksForExists() throws IOException {
    Set<String> missing = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/templates"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
        Matcher asked = ASKED.matcher(Files.readString(file));
        while (asked.find()) {
          String key = asked.group(1);
          // A vocabulary's prefix ends with its underscore; its words are the values' matter.
          if (!key.endsWith("_")) {
            Texts.LANGUAGES.stream()
                .filter(language -> !Texts.has(language, key))
                .forEach(language -> missing.add(file.getFileName() + " " + language + " " + key));
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static Set<String> keys(String bundle, Locale language) throws IOException {
    String name = "/messages/" + bundle + "_" + language.getLanguage() + ".properties";
    try (InputStream in = Texts.class.getResourceAsStream(name)) {
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return new TreeSet<>(properties.stringPropertyNames());
    }
  }
}
