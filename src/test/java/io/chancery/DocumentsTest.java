package io.chancery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(Path.of("README.md")), files.filter(f -> f.toString().endsWith(".md")))
          .toList();
    }
  }
}
