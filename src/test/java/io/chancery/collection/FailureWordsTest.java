package io.chancery.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import io.chancery.source.Failure;
import io.chancery.source.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailureWordsTest {
  @Test
  void aReadingThatFailedSaysWhyInWords() {
    for (Locale language : Texts.LANGUAGES) {
      PageChrome chrome = PageChrome.anonymous(language);
      Stream.concat(Arrays.stream(Failure.values()), Arrays.stream(Refusal.values()))
          .map(Enum::name)
          .forEach(code -> assertThat(failed(code).why(chrome)).isNotBlank().isNotEqualTo(code));
      assertThat(failed("FROM_BEFORE").why(chrome)).isEqualTo("FROM_BEFORE");
    }
  }

  private static CollectionViews.TaskView failed(String code) {
    return new CollectionViews.TaskView(1, "FAILED", null, code, false, null, null, List.of());
  }
}
