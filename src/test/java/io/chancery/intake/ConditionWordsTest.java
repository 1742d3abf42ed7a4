package io.chancery.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.platform.Texts;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What an officer is asked is read by reviewers and approvers as well; how to answer it stands on
 * the officer's form alone.
 */
class ConditionWordsTest {
  private static final String ASKED = "condition_";
  private static final String HOW = "how_to_state_";
  private static final Pattern INSTRUCTION =
      Pattern.compile(
          "leave this empty|leer lassen|lassen sie|quote it|zitieren sie|\\bsay (why|that)\\b|sagen sie",
          Pattern.CASE_INSENSITIVE);

  @Test
  void noTextThatAReviewerReadsTellsTheOfficerHowToAnswer() {
    for (Locale language : Texts.LANGUAGES) {
      assertThat(Texts.keys(language))
          .filteredOn(key -> key.startsWith(ASKED))
          .isNotEmpty()
          .allSatisfy(
              key -> assertThat(Texts.text(language, key)).doesNotContainPattern(INSTRUCTION));
    }
  }

  @Test
  void howToAnswerIsSaidOfAQuestionThatThereIs() {
    for (Locale language : Texts.LANGUAGES) {
      assertThat(Texts.keys(language))
          .filteredOn(key -> key.startsWith(HOW))
          .isNotEmpty()
          .allMatch(key -> Texts.has(language, ASKED + key.substring(HOW.length())));
    }
  }
}
