package io.chancery.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.source.CanonicalJson;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** What users wrote stands in the records, never in a path, and is no formula. */
class HostileContentTest {
  private static final List<String> NAMES =
      List.of(
          "../../../etc/passwd",
          "..\\..\\windows",
          "a\r\nb: c",
          "%25%0a%2e%2e%2f",
          "\u202Egpj.exe\u202C",
          "n".repeat(300),
          "\uD83D\uDE00\uD83C\uDFF4\u200D\u2620\uFE0F",
          "/absolute",
          "~root",
          "CON",
          "a\u0000b",
          "é/\u0301",
          "");
  private static final List<String> FORMULAS =
      List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/c calc'!A1", "=\"x\",\"y\"");

  /** The names wherever a platform could put them: the account's id, texts, file names. */
  private static PackageContent content(String accountId, List<String> texts) {
    byte[] picture = "picture".getBytes(StandardCharsets.UTF_8);
    String file = Sha256.hash(picture).hex() + ".png";
    List<ObjectNode> posts = new ArrayList<>();
    List<ObjectNode> messages = new ArrayList<>();
    List<ObjectNode> media = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      posts.add(PackageFixture.post(text + i, text));
      messages.add(PackageFixture.message(String.valueOf(i), text, text).put("sender", text));
      media.add(
          CanonicalJson.object()
              .put("id", text + i)
              .put("uploadedAt", "2026-02-03T04:05:06.007Z")
              .put("digest", text)
              .put("file", text)
              .put("source", "plain.media")
              .put("retention", "live"));
    }
    List<PackageContent.File> files =
        List.of(
            PackageFixture.records(FieldGroup.POSTS, posts),
            PackageFixture.records(FieldGroup.MESSAGES, messages),
            PackageFixture.records(FieldGroup.MEDIA, media),
            PackageFixture.file(FieldGroup.MEDIA, "media/" + file, picture, 0));
    List<ReadGrant.Reach> scope =
        files.stream()
            .map(f -> new ReadGrant.Reach(f.group(), PackageFixture.QUARTER))
            .distinct()
            .toList();
    return new PackageContent(
        List.of(
            new PackageContent.Account(1, accountId, PackageFixture.dictionary(), scope, files)),
        List.of(new PackageContent.Withheld(1, FieldGroup.POSTS, "=reason", 1)));
  }

  @Test
  void hostileNamesNeverReachAPath() {
    List<String> harmless =
        List.copyOf(PackageFixture.unpacked(content("4711", List.of("a", "b"))).keySet());
    for (String accountId : NAMES) {
      assertThat(PackageFixture.unpacked(content(accountId, NAMES.subList(0, 2))).keySet())
          .containsExactlyElementsOf(harmless);
    }
    assertThat(PackageFixture.unpacked(content("4711", NAMES)).keySet())
        .containsExactlyElementsOf(harmless)
        .allMatch(path -> path.matches("[A-Za-z0-9._-]{1,100}(/[A-Za-z0-9._-]{1,100})*"));
  }

  @Test
  void noCellOfAnyTableIsAFormulaAndTheDictionarySaysHow() throws IOException {
    Map<String, byte[]> files = PackageFixture.unpacked(content("=4711", FORMULAS));
    int cells = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().startsWith("data/") && file.getKey().endsWith(".csv")) {
        String text = new String(file.getValue(), StandardCharsets.UTF_8);
        for (CSVRecord row : CSVFormat.RFC4180.parse(new StringReader(text))) {
          for (String cell : row) {
            assertThat(cell).doesNotStartWith("=").doesNotMatch("(?s)[+\\-@\t\r].*");
            cells++;
          }
        }
      }
    }
    assertThat(cells).isGreaterThan(200);
    assertThat(new String(files.get("data/dictionary.csv"), StandardCharsets.UTF_8))
        .contains("has an apostrophe in front");
  }

  @Test
  void takingTheApostropheAwayGivesTheValue() throws IOException {
    Map<String, byte[]> files = PackageFixture.unpacked(content("4711", FORMULAS));
    String csv = new String(files.get("data/accounts/1/records/posts.csv"), StandardCharsets.UTF_8);
    List<String> texts =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(csv))
            .stream()
            .map(row -> row.get("text"))
            .toList();

    assertThat(texts).allMatch(text -> text.startsWith("'"));
    assertThat(texts.stream().map(text -> text.substring(1))).containsExactlyElementsOf(FORMULAS);
  }

  @Test
  void theSameContentIsTheSamePayloadByteForByte() {
    Map<String, byte[]> one = PackageFixture.unpacked(content("4711", NAMES));
    Map<String, byte[]> two = PackageFixture.unpacked(content("4711", NAMES));

    assertThat(two.keySet()).containsExactlyElementsOf(one.keySet());
    assertThat(one.keySet()).anyMatch(path -> path.startsWith("data/compat/x-return/1/"));
    one.forEach((path, bytes) -> {
      if (path.startsWith("data/") || path.startsWith("manifest")) {
        assertThat(two.get(path)).as(path).isEqualTo(bytes);
      }
    });
  }
}
