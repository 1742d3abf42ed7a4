package io.chancery.source;

import static io.chancery.source.PublishedPlatform.ASKED;
import static io.chancery.source.PublishedPlatform.INSIDE;
import static io.chancery.source.PublishedPlatform.OUTSIDE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Identifier.Kind;
import io.chancery.kernel.ReadGrant;
import io.chancery.source.SamplePlatformFixture.Kept;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Synthetic archives of X: only what was asked is read, whatever the files hold. */
class ArchiveConnectorTest {
  private static final DateTimeFormatter X =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z uuuu", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String MIA = "1001";
  private final Random random = new Random(7);
  @TempDir Path archives;
  private int posts;

  @BeforeEach
  void write() throws IOException {
    archive(archives.resolve("some-folder"), MIA, "mia", "in-");
    archive(archives.resolve("mia"), "1002", "mia2", "out-");
    // A ZIP file; its owner took the name that Mia had before.
    Path zip = archives.resolve("third.zip");
    try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      archive(inside.getPath("/"), "1003", "old_mia", "out-");
    }
  }

  private void archive(Path root, String id, String name, String marker) throws IOException {
    Path data = Files.createDirectories(root.resolve("data"));
    file(
        data,
        "account",
        0,
        "{\"account\":{\"accountId\":\""
            + id
            + "\",\"username\":\""
            + name
            + "\",\"email\":\""
            + name
            + "@mail.example\",\"createdAt\":\"2020-01-01T00:00:00.000Z\",\"accountDisplayName\":\""
            + marker
            + "name\"}}");
    file(data, "phone-number", 0, "{\"device\":{\"phoneNumber\":\"+1555" + id + "\"}}");
    file(
        data,
        "screen-name-change",
        0,
        "{\"screenNameChange\":{\"accountId\":\""
            + id
            + "\",\"screenNameChange\":{\"changedAt\":\"2021-01-01T00:00:00.000Z\",\"changedFrom\":\""
            + (id.equals(MIA) ? "old_mia" : "x" + id)
            + "\",\"changedTo\":\""
            + name
            + "\"}}}");
    for (String empty :
        List.of(
            "account-creation-ip",
            "account-timezone",
            "email-address-change",
            "device-token",
            "deleted-tweets",
            "account-suspension")) {
      file(data, empty, 0, "");
    }
    List<String> tweets = new ArrayList<>();
    List<String> sessions = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    Files.createDirectories(data.resolve("tweets_media"));
    for (Instant at : INSIDE) {
      tweets.add(tweet(data, at, marker + "text"));
      sessions.add(session(at, id));
      messages.add(message(at, marker + "text"));
    }
    for (Instant at : OUTSIDE) {
      // X writes posts to the second: a moment before midnight is a second before it.
      tweets.add(tweet(data, at, "out-text"));
      sessions.add(session(at, "9"));
      messages.add(message(at, "out-text"));
    }
    Collections.shuffle(tweets, random);
    file(data, "tweets", 0, String.join(",", tweets.subList(0, 3)));
    file(data, "tweets", 1, String.join(",", tweets.subList(3, tweets.size())));
    file(data, "ip-audit", 0, String.join(",", sessions));
    file(
        data,
        "direct-messages",
        0,
        "{\"dmConversation\":{\"conversationId\":\""
            + id
            + "-9\",\"messages\":["
            + String.join(",", messages)
            + "]}}");
  }

  private String tweet(Path data, Instant at, String text) throws IOException {
    String id = Integer.toString(5000 + posts++);
    Files.writeString(data.resolve("tweets_media/" + id + "-pic.jpg"), text + id);
    return "{\"tweet\":{\"id_str\":\""
        + id
        + "\",\"extended_entities\":{\"media\":[{\"media_url_https\":\"https://pbs.example/media/pic.jpg\"}]},\"created_at\":\""
        + X.format(at)
        + "\",\"full_text\":\""
        + text
        + "\"}}";
  }

  private static String session(Instant at, String id) {
    return "{\"ipAudit\":{\"accountId\":\""
        + id
        + "\",\"createdAt\":\""
        + at
        + "\",\"loginIp\":\"192.0.2."
        + (id.equals("9") ? 99 : 1)
        + "\"}}";
  }

  private String message(Instant at, String text) {
    return "{\"messageCreate\":{\"id\":\""
        + posts++
        + "\",\"senderId\":\"9\",\"recipientId\":\"1\",\"createdAt\":\""
        + at
        + "\",\"text\":\""
        + text
        + "\",\"mediaUrls\":[],\"reactions\":[]}}";
  }

  private static void file(Path data, String name, int part, String items) throws IOException {
    Files.writeString(
        data.resolve(name + (part == 0 ? "" : "-part" + part) + ".js"),
        "window.YTD." + name.replace('-', '_') + ".part" + part + " = [" + items + "]");
  }

  private Sources sources() {
    // Two records at a time, so that several passes are needed.
    return SamplePlatformFixture.shared()
        .sources(
            new ArchiveConnector(
                MappingLoader.load(
                    MappingFile.open("x-archive"), null, SourceConfiguration.Kind.X_ARCHIVE),
                archives,
                2),
            Clock.fixed(SamplePlatformFixture.NOW, ZoneOffset.UTC));
  }

  private ReadOutcome read(String account, Kept kept, FieldGroup... groups) {
    return sources()
        .disclose(
            SamplePlatformFixture.disclose(
                account,
                java.util.Arrays.stream(groups).map(g -> new ReadGrant.Reach(g, ASKED)).toList()),
            kept);
  }

  private String resolve(Kind kind, String value) {
    return sources().resolve(SamplePlatformFixture.resolve(kind, value))
            instanceof Resolution.Found found
        ? found.accounts().getFirst()
        : null;
  }

  @Test
  void identifiersLeadToTheAccountOfTheArchiveItself() {
    assertThat(resolve(Kind.USERNAME, "@Mia")).isEqualTo(MIA);
    assertThat(resolve(Kind.PROFILE_URL, "https://x.com/mia")).isEqualTo(MIA);
    assertThat(resolve(Kind.ACCOUNT_ID, MIA)).isEqualTo(MIA);
    assertThat(resolve(Kind.EMAIL, "MIA@mail.example")).isEqualTo(MIA);
    assertThat(resolve(Kind.PHONE, "+15551001")).isEqualTo(MIA);
    assertThat(resolve(Kind.USERNAME, "old_mia")).as("its present holder").isEqualTo("1003");
    assertThat(resolve(Kind.USERNAME, "nobody")).isNull();
  }

  @Test
  void onlyTheAskedPeriodOfTheAskedAccountIsReadInOrder() throws IOException {
    Kept kept = new Kept();
    assertThat(
            read(
                MIA,
                kept,
                FieldGroup.SUBSCRIBER,
                FieldGroup.SESSIONS,
                FieldGroup.POSTS,
                FieldGroup.MESSAGES,
                FieldGroup.MESSAGES_META,
                FieldGroup.MEDIA,
                FieldGroup.RELATIONS))
        .isInstanceOfSatisfying(
            ReadOutcome.Done.class,
            done -> assertThat(done.notHeld()).containsExactly(FieldGroup.RELATIONS));

    assertThat(kept.all())
        .contains("in-text", "\"conversationId\":\"1001-9\"")
        .doesNotContain("out-", "192.0.2.99");
    for (FieldGroup group :
        List.of(
            FieldGroup.SESSIONS,
            FieldGroup.POSTS,
            FieldGroup.MESSAGES,
            FieldGroup.MESSAGES_META,
            FieldGroup.MEDIA)) {
      List<CanonicalRecord> records = kept.records.get(group);
      assertThat(records).as(group.key()).hasSize(INSIDE.size());
      assertThat(records).isSortedAccordingTo(Disclosure::compare);
    }
    assertThat(kept.media).hasSize(INSIDE.size());
    assertThat(kept.records.get(FieldGroup.SUBSCRIBER)).hasSize(3);
  }

  @Test
  void aZipFileIsReadWithoutUnpackingIt() throws IOException {
    Kept kept = new Kept();
    assertThat(read("1003", kept, FieldGroup.POSTS, FieldGroup.MEDIA))
        .isInstanceOf(ReadOutcome.Done.class);

    assertThat(kept.records.get(FieldGroup.POSTS)).hasSize(INSIDE.size());
    assertThat(kept.media).hasSize(INSIDE.size());
  }

  @Test
  void aBrokenOrMissingFileEndsTheReadAsAFailure() throws IOException {
    Path data = archives.resolve("some-folder/data");
    String whole = Files.readString(data.resolve("tweets-part1.js"));
    for (String broken :
        List.of(
            whole.substring(0, whole.length() / 2),
            whole + "x",
            "var x = []",
            "window.YTD.tweets.part1 = {}",
            "")) {
      Files.writeString(data.resolve("tweets-part1.js"), broken);
      assertThat(read(MIA, new Kept(), FieldGroup.POSTS))
          .isEqualTo(new ReadOutcome.Failed(1, Failure.SOURCE_BROKEN));
    }
    Files.delete(data.resolve("tweets.js"));
    Files.writeString(data.resolve("tweets-part1.js"), whole);
    assertThat(read(MIA, new Kept(), FieldGroup.POSTS))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.SOURCE_BROKEN));
  }
}
