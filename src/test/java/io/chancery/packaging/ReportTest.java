package io.chancery.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import io.chancery.source.CanonicalJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV and HTML say the same as the records, whatever the records hold. */
class ReportTest {
  private static final List<String> HOSTILE =
      List.of(
          "=HYPERLINK(\"http://x.example\")",
          "+1",
          "-1",
          "@SUM(A1)",
          "\tcmd",
          "\rcmd",
          "line\nbreak\r\nand \"quotes\", commas",
          "<script>alert(1)</script><img src=x onerror=alert(1)>",
          "</td></table></style></html>",
          "' onmouseover='x",
          "\u202Eevil\u202C \u0000\u0007\u001b[31m",
          " leading and trailing ",
          "𝕭 👩‍👩‍👧 é",
          "../../etc/passwd%25",
          "");

  @TempDir Path folder;

  private Map<String, byte[]> payload(PackageContent content) throws IOException {
    PackageFixture.Key key = PackageFixture.Key.fresh();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackageFixture.write(content, key, out).close();
    Files.write(folder.resolve("p.age"), out.toByteArray());
    Files.writeString(folder.resolve("key.txt"), key.identity());
    Tools.run(
        folder,
        "rm -rf x && mkdir x && age -d -i key.txt p.age | bsdtar -xf - -C x",
        "age",
        "bsdtar");
    Map<String, byte[]> files = new HashMap<>();
    Path base = folder.resolve("x").resolve(PackageFixture.BASE).resolve("data/accounts/1");
    try (var walk = Files.walk(base)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(base.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static List<ObjectNode> posts() {
    List<ObjectNode> posts = new ArrayList<>();
    for (int i = 0; i < HOSTILE.size(); i++) {
      posts.add(PackageFixture.post(String.valueOf(i), HOSTILE.get(i)));
    }
    return posts;
  }

  @Test
  void csvHoldsTheSameValuesAndNoFormula() throws IOException {
    List<ObjectNode> posts = posts();
    byte[] csv =
        payload(PackageFixture.content(PackageFixture.records(FieldGroup.POSTS, posts)))
            .get("records/posts.csv");
    List<CSVRecord> rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(new String(csv, StandardCharsets.UTF_8)))
            .getRecords();

    assertThat(new String(csv, StandardCharsets.UTF_8))
        .startsWith("id,createdAt,text,tags,attachments,source,retention\r\n")
        .endsWith("\r\n");
    assertThat(rows).hasSize(posts.size());
    for (int i = 0; i < rows.size(); i++) {
      String cell = rows.get(i).get("text");
      String value = posts.get(i).get("text").asText();
      assertThat(
              cell.startsWith("'") && value.matches("(?s)[=+\\-@\t\r].*")
                  ? cell.substring(1)
                  : cell)
          .isEqualTo(value);
      assertThat(cell).doesNotMatch("(?s)[=+\\-@\t\r].*");
      assertThat(rows.get(i).get("tags")).isEqualTo("[\"a\",\"=b\"]");
      assertThat(rows.get(i).get("attachments")).isEmpty();
    }
  }

  @Test
  void htmlCannotActAndShowsEverything() throws IOException {
    Map<String, byte[]> files =
        payload(
            PackageFixture.content(
                PackageFixture.records(FieldGroup.POSTS, posts()),
                PackageFixture.records(
                    FieldGroup.MESSAGES,
                    java.util.stream.IntStream.range(0, HOSTILE.size())
                        .mapToObj(i ->
                            PackageFixture.message(String.valueOf(i), "c" + i % 3, HOSTILE.get(i)))
                        .toList())));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().endsWith(".html")) {
        String html = new String(file.getValue(), StandardCharsets.UTF_8);
        assertThat(html)
            .startsWith("<!DOCTYPE html>")
            .doesNotContain("<script", "<img", "onerror=\"", "javascript:", "href=\"http")
            .contains("default-src 'none'");
        assertThat(html.chars()).noneMatch(c -> c < 0x20 && c != '\n' && c != '\t');
      }
    }
    assertThat(new String(files.get("report/records-0001.html"), StandardCharsets.UTF_8))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "👩‍👩‍👧", "Records 1 to 15");
  }

  @Test
  void messagesReadAsConversations() throws IOException {
    List<ObjectNode> messages = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      messages.add(PackageFixture.message(String.valueOf(i), "c" + i % 3, "text " + i + "."));
    }
    Map<String, byte[]> files =
        payload(PackageFixture.content(PackageFixture.records(FieldGroup.MESSAGES, messages)));
    String all =
        List.of(1, 2, 3).stream()
            .map(n ->
                new String(files.get("report/records-000" + n + ".html"), StandardCharsets.UTF_8))
            .collect(Collectors.joining());
    String index = new String(files.get("report/index.html"), StandardCharsets.UTF_8);

    assertThat(files).doesNotContainKey("report/records-0004.html");
    assertThat(index)
        .contains(
            "records-0001.html",
            "records-0003.html",
            "records-0001.html#c1",
            "records-0002.html#c3");
    assertThat(all).contains("Conversation c0<", "Conversation c1, continued<", "Conversation c2<");
    assertThat(all.indexOf("text 3.")).isLessThan(all.indexOf("text 1."));
    assertThat(all.split("<article", -1)).hasSize(2_501);
  }

  @Test
  void mediaIsLinkedWhenItIsThere() throws IOException {
    byte[] picture = "picture".getBytes(StandardCharsets.UTF_8);
    String name = Sha256.hash(picture) + ".png";
    ObjectNode post = PackageFixture.post("1", "look");
    post.putArray("attachments").add(name).add(Sha256.hash("elsewhere") + ".png");
    Map<String, byte[]> files =
        payload(
            PackageFixture.content(
                PackageFixture.records(FieldGroup.POSTS, List.of(post)),
                PackageFixture.file(FieldGroup.MEDIA, "media/" + name, picture, 0)));
    String page = new String(files.get("report/records-0001.html"), StandardCharsets.UTF_8);

    assertThat(page)
        .contains("<a href=\"../media/" + name + "\">")
        .doesNotContain("../media/" + Sha256.hash("elsewhere"));
    assertThat(files).containsKey("media/" + name);
  }

  @Test
  void aLargeArtefactStreamsInSmallMemory() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String output =
        Tools.run(
            folder,
            "'"
                + java
                + "' -Xmx112m -XX:+UseSerialGC -cp '"
                + System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path"))
                + "' io.chancery.packaging.ReportTest",
            "sh");

    assertThat(output).contains("payload files 212");
  }

  /** Packages 200,000 messages of one account; run with a small heap. */
  public static void main(String[] arguments) throws IOException {
    int rows = 200_000;
    var digest = Sha256.newDigest();
    long bytes = 0;
    for (int i = 0; i < rows; i++) {
      byte[] line = line(i);
      digest.update(line);
      bytes += line.length;
    }
    PackageContent.File file =
        new PackageContent.File(
            FieldGroup.POSTS,
            "records/posts.jsonl",
            Sha256.of(digest.digest()),
            rows,
            bytes,
            () -> new Lines(rows));
    PackageFixture.Key key = PackageFixture.Key.fresh();
    try (var written =
        PackageWriter.write(
            PackageFixture.BASE,
            PackageFixture.content(file),
            key.recipient(),
            PackageFixture.sealing("2026-11-20T12:00:00Z"),
            java.io.OutputStream.nullOutputStream())) {
      System.out.println("payload files " + written.totals().payloadFiles());
    }
  }

  private static byte[] line(int i) {
    return CanonicalJson.line(PackageFixture.post(String.valueOf(i), "text ".repeat(30) + i));
  }

  private static final class Lines extends InputStream {
    private final int rows;
    private int next;
    private InputStream line = InputStream.nullInputStream();

    Lines(int rows) {
      this.rows = rows;
    }

    @Override
    public int read() throws IOException {
      int b = line.read();
      while (b < 0 && next < rows) {
        line = new ByteArrayInputStream(line(next++));
        b = line.read();
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = line.read(bytes, offset, length);
      while (read < 0 && next < rows) {
        line = new ByteArrayInputStream(line(next++));
        read = line.read(bytes, offset, length);
      }
      return read;
    }

    private static byte[] line(int i) {
      return ReportTest.line(i);
    }
  }
}
