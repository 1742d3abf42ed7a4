package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Old letters name their wording by version, so a wording never changes under its name. */
class LetterTemplatesTest {
  private static final Path FOLDER = Path.of("src/main/resources/templates/letters");

  /** A changed wording needs a new version in {@code LetterKind} and a new line in the list. */
  @Test
  void aTemplateThatMayHaveBeenUsedIsNeverChanged() throws IOException {
    List<String> known = Files.readAllLines(Path.of("src/test/resources/letter-templates.csv"));
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(LetterTemplatesTest::line)).containsExactlyInAnyOrderElementsOf(known);
    }
  }

  @Test
  void everyKindHasItsWordingInBothLanguages() {
    for (LetterKind kind : LetterKind.values()) {
      for (String language : List.of("en", "de")) {
        assertThat(FOLDER.resolve(kind.template() + "-" + language + ".html")).exists();
      }
    }
  }

  @Test
  void aEuropeanOrderIsAnsweredByForm3() {
    assertThat(LetterKind.unless("eu-e-evidence", LetterKind.REFUSAL))
        .isEqualTo(LetterKind.EPOC_FORM_3);
    assertThat(LetterKind.unless("us-federal", LetterKind.REFUSAL)).isEqualTo(LetterKind.REFUSAL);
  }

  private static String line(Path file) {
    try {
      return file.getFileName() + "," + Sha256.hash(Files.readAllBytes(file)).hex();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
