package io.chancery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents promise exists. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern TEST_NAME = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))\\b");

  private static final Pattern METHOD_NAME =
      Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))#([a-zA-Z0-9]+)`");
  private static final String INVARIANTS = "## Invariants, and the test that holds each";

  @Test
  void theFirstCommandsOfTheReadmeExist() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("README.md"));
    assertThat(lines).contains("./mvnw quarkus:dev", "./mvnw verify");
    assertThat(lines.stream().filter(l -> l.startsWith("apt-get "))).hasSize(1);
    assertThat(Path.of("mvnw")).isExecutable();
    assertThat(Path.of("deploy/demo")).isExecutable();
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (Path document : documents()) {
      Matcher links = LINK.matcher(Files.readString(document));
      while (links.find()) {
        Path target = document.toAbsolutePath().getParent().resolve(links.group(1)).normalize();
        assertThat(target).as("a link in %s", document).exists();
      }
    }
  }

  @Test
  void everyTestThatADocumentNamesIsThere() throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      tests =
          files
              .map(f -> f.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toUnmodifiableSet());
    }
    for (Path document : documents()) {
      Matcher names = TEST_NAME.matcher(Files.readString(document));
      while (names.find()) {
        assertThat(tests).as("named in %s", document).contains(names.group(1));
      }
    }
  }

  @Test
  void everyMethodThatADocumentNamesIsATest() throws IOException {
    Map<String, String> sources;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      sources =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .collect(
                  Collectors.toUnmodifiableMap(
                      f -> f.getFileName().toString().replace(".java", ""),
                      DocumentsTest::read,
                      String::concat));
    }
    for (Path document : documents()) {
      Matcher names = METHOD_NAME.matcher(Files.readString(document));
      while (names.find()) {
        assertThat(tests(sources.getOrDefault(names.group(1), ""), names.group(2)))
            .as("%s, named in %s", names.group(), document)
            .isTrue();
      }
    }
  }

  @Test
  void everyRowOfTheThreatModelNamesTheMethodThatFailsWithoutIt() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("docs", "threat-model.md"));
    List<String> rows =
        lines.subList(lines.indexOf(INVARIANTS), lines.indexOf("## Known gaps")).stream()
            .filter(line -> line.startsWith("| "))
            .filter(line -> !line.matches("\\| (invariant|incident) \\|.*"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(50);
    for (String row : rows) {
      String heldBy = row.substring(row.lastIndexOf(" | ") + 3);
      assertThat(heldBy.equals("none |") || METHOD_NAME.matcher(heldBy).find()).as(row).isTrue();
    }
  }

  /** Whether a method of this source, and no other before it, stands under a test's annotation. */
  private static boolean tests(String source, String method) {
    int here = source.indexOf(" void " + method + "(");
    int before = source.lastIndexOf(" void ", here - 1);
    return here > 0
        && Math.max(
                source.lastIndexOf("@Test", here), source.lastIndexOf("@ParameterizedTest", here))
            > before;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(Path.of("README.md")), files.filter(f -> f.toString().endsWith(".md")))
          .toList();
    }
  }
}
