package io.chancery.custody;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.Sha256;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventSentencesTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");

  @Test
  void everyEventHasASentenceInBothLanguages() {
    Map<String, Class<?>> events =
        CustodyEvent.vocabulary().stream()
            .collect(Collectors.toMap(Class::getSimpleName, type -> type));
    for (String language : List.of("en", "de")) {
      Properties sentences = EventSentences.load(language);
      assertThat(sentences.stringPropertyNames()).isEqualTo(events.keySet());
      for (String event : sentences.stringPropertyNames()) {
        Set<String> components =
            Arrays.stream(events.get(event).getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        List<String> placeholders =
            PLACEHOLDER
                .matcher(sentences.getProperty(event))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(components).as(language + " " + event).containsAll(placeholders);
        assertThat(sentences.getProperty(event)).endsWith(".");
      }
    }
  }

  @Test
  void bothLanguagesNameTheSameFacts() {
    Properties english = EventSentences.load("en");
    Properties german = EventSentences.load("de");
    for (String event : english.stringPropertyNames()) {
      assertThat(placeholders(german, event)).as(event).isEqualTo(placeholders(english, event));
    }
  }

  @Test
  void aSentenceIsMadeFromTheEntryAlone() {
    LedgerEntry entry = entry("RequestRefused", Map.of("reason", "no $1 \\ {x} basis"));
    EventSentences sentences = new EventSentences();
    assertThat(sentences.sentence(entry, Locale.UK))
        .isEqualTo("The request was refused: no $1 \\ {x} basis.");
    assertThat(sentences.sentence(entry, Locale.GERMANY)).startsWith("Das Ersuchen");
    assertThat(sentences.sentence(entry, Locale.FRANCE)).startsWith("The request");
    assertThat(sentences.sentence(entry("FromTheFuture", Map.of()), Locale.UK))
        .isEqualTo("FromTheFuture");
  }

  private static Set<String> placeholders(Properties sentences, String event) {
    return PLACEHOLDER
        .matcher(sentences.getProperty(event))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static LedgerEntry entry(String event, Map<String, Object> object) {
    EntryId id = new EntryId(UUID.randomUUID());
    return new LedgerEntry(
        id,
        null,
        null,
        0,
        Instant.EPOCH,
        event,
        "system",
        "x",
        "system",
        object,
        new byte[0],
        Sha256.hash(""),
        null);
  }
}
