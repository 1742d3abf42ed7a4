package io.chancery.review;

import io.chancery.casework.Emergencies;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One part of an emergency's test on the reviewer's page: what the officer says, and what was
 * found.
 */
record TestForm(
    String label,
    String said,
    String holdsField,
    List<Option> holds,
    String wordsField,
    String words,
    boolean answered) {
  private static final List<String> ANSWERS = List.of("yes", "no");

  static TestForm of(
      PageChrome chrome, Emergencies.Part part, @Nullable MultivaluedMap<String, String> form) {
    Emergencies.Answer found = part.answer();
    String holds = found == null ? "" : found.holds() ? "yes" : "no";
    String holdsField = Emergencies.field("holds", part.part());
    String wordsField = Emergencies.field("test", part.part());
    return new TestForm(
        chrome.text("condition_", part.part()),
        part.words(),
        holdsField,
        Option.of(chrome, "test_holds_", ANSWERS, Set.of(typed(form, holdsField, holds))),
        wordsField,
        typed(form, wordsField, found == null ? "" : found.words()),
        found != null);
  }

  /** What was typed about each part; a part without a yes or no is left out. */
  static List<Emergencies.Answer> answers(
      List<Emergencies.Part> parts, MultivaluedMap<String, String> form) {
    return parts.stream()
        .filter(part -> ANSWERS.contains(typed(form, Emergencies.field("holds", part.part()), "")))
        .map(part ->
            new Emergencies.Answer(
                part.part(),
                typed(form, Emergencies.field("holds", part.part()), "").equals("yes"),
                typed(form, Emergencies.field("test", part.part()), "")))
        .toList();
  }

  private static String typed(
      @Nullable MultivaluedMap<String, String> form, String field, String otherwise) {
    return form == null || !form.containsKey(field)
        ? otherwise
        : Objects.requireNonNullElse(form.getFirst(field), "");
  }
}
