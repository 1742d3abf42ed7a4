package io.chancery.custody;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.Sha256;
import io.chancery.platform.Texts;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventSentencesTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
  private static final CodeWords CODES = new CodeWords();
  private static final Pattern CODE =
      Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+|[A-Z0-9]+(_[A-Z0-9]+)+");

  /** Ids, names of keys and rules, numbers, references, dates. */
  private static final Set<String> PLAIN =
      Set.of(
          "accessUntil",
          "agency",
          "anomaly",
          "at",
          "changed",
          "currency",
          "due",
          "earlier",
          "filedOn",
          "fingerprint",
          "followUp",
          "from",
          "hour",
          "kept",
          "key",
          "keyName",
          "later",
          "noticedOn",
          "number",
          "officer",
          "opens",
          "pack",
          "proposal",
          "realm",
          "recipient",
          "right",
          "until",
          "version");

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

  @Test
  void everyTextOfASentenceIsACodeWithWordsOrKnownToBeNone() {
    Set<String> undecided = new TreeSet<>();
    Set<String> unknown = new TreeSet<>(CODES.coded());
    Properties sentences = EventSentences.load("en");
    for (Class<?> event : CustodyEvent.vocabulary()) {
      Set<String> shown = placeholders(sentences, event.getSimpleName());
      for (RecordComponent component : event.getRecordComponents()) {
        String name = event.getSimpleName() + "." + component.getName();
        boolean coded = shown.contains(component.getName()) && unknown.remove(name);
        if (shown.contains(component.getName())
            && component.getType() == String.class
            && !coded
            && !PLAIN.contains(component.getName())) {
          undecided.add(name);
        }
      }
    }
    assertThat(undecided).as("neither in event_codes.properties nor an id, name or date").isEmpty();
    assertThat(unknown).as("no such component in a sentence").isEmpty();
  }

  /** Every code for which a bundle has words, and codes of nobody's rules. */
  @Test
  void noSentenceShowsACodeWhereItHasWords() {
    EventSentences sentences = new EventSentences();
    for (String coded : CODES.coded()) {
      String event = coded.substring(0, coded.indexOf('.'));
      String component = coded.substring(coded.indexOf('.') + 1);
      Set<String> values = new TreeSet<>(Set.of("some-new-reason", "SOME_NEW_REASON"));
      for (String vocabulary : CODES.vocabularies(event, component)) {
        Texts.keys(Locale.ENGLISH).stream()
            .filter(key -> key.startsWith(vocabulary) && key.length() > vocabulary.length())
            .forEach(key -> values.add(key.substring(vocabulary.length())));
      }
      for (String value : values) {
        for (Locale language : Texts.LANGUAGES) {
          String sentence = sentences.sentence(entry(event, Map.of(component, value)), language);
          if (CODE.matcher(value).matches()) {
            assertThat(sentence).as(coded + " " + language).doesNotContain(value);
          }
          assertThat(sentence).as(coded + " " + value).doesNotContain("..");
        }
      }
    }
  }

  @Test
  void codesAreSaidInTheLanguageOfTheSentence() {
    EventSentences sentences = new EventSentences();
    LedgerEntry linked =
        entry(
            "CaseLinked",
            Map.of("later", "LER-2026-2", "earlier", "LER-2026-1", "relation", "companion-of"));
    assertThat(sentences.sentence(linked, Locale.UK))
        .isEqualTo(
            "Case LER-2026-2 was opened to follow case LER-2026-1: it preserves what the earlier one"
                + " asks for.");
    LedgerEntry refused = entry("RequestRefused", Map.of("reason", "not-authentic"));
    assertThat(sentences.sentence(refused, Locale.UK))
        .isEqualTo("The request was refused: Instrument is not authentic.");
    assertThat(sentences.sentence(refused, Locale.GERMANY)).doesNotContain("not-authentic");
    LedgerEntry refusal =
        entry("StepRefused", Map.of("step", "ConfirmHandOver", "guard", "GRANT_STILL_VALID"));
    assertThat(sentences.sentence(refusal, Locale.UK))
        .isEqualTo("The step “hand over” was refused: “The grant is still valid”.");
    LedgerEntry lasting = entry("PreservationExtended", Map.of("until", "2027-02-21T00:00:00Z"));
    assertThat(sentences.sentence(lasting, Locale.UK)).endsWith("until 21 Feb 2027, 00:00 UTC.");
    assertThat(sentences.sentence(lasting, Locale.GERMANY)).contains("21.02.2027, 00:00 UTC");
    LedgerEntry stopped =
        entry("CaseSuspended", Map.of("ground", "court-challenge", "filedOn", "2026-11-03"));
    assertThat(sentences.sentence(stopped, Locale.UK))
        .isEqualTo("Production was stopped: Challenge in court, filed on 3 Nov 2026.");
    LedgerEntry forged = entry("PreservationExtended", Map.of("until", "2027-02-31T99:00:00Z"));
    assertThat(sentences.sentence(forged, Locale.UK)).contains("2027-02-31T99:00:00Z");
    LedgerEntry admitted = entry("StaffAdmitted", Map.of("contractor", true));
    assertThat(sentences.sentence(admitted, Locale.UK)).contains("contractor: yes");
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
