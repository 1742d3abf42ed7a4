package io.chancery.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.ReadGrant;
import io.chancery.platform.embedded.SamplePlatform;
import io.chancery.source.CanonicalJson;
import io.chancery.source.CollectedSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RLEAPP's readers find in the compatibility folder what the canonical records say. */
class XReturnTest {
  private static CollectedSample collected;
  private static PackageContent sample;

  @BeforeAll
  static void collect() {
    collected = CollectedSample.of(SamplePlatform.TARGET, PackageFixture.QUARTER);
    sample = PackageFixture.sample(collected);
  }

  /** A record with the platform's columns, empty where nothing is given. */
  private static ObjectNode record(FieldGroup group, Map<String, ?> values) {
    ObjectNode record = CanonicalJson.object();
    ObjectMapper mapper = new ObjectMapper();
    Columns.of(collected.dictionary(), group)
        .forEach(column -> record.set(column, mapper.valueToTree(values.get(column))));
    assertThat(record.size()).isGreaterThanOrEqualTo(values.size());
    return record;
  }

  private static PackageContent content(Map<FieldGroup, List<ObjectNode>> records) {
    List<PackageContent.File> files = new ArrayList<>();
    List<ReadGrant.Reach> scope = new ArrayList<>();
    records.forEach((group, list) -> {
      files.add(PackageFixture.records(group, list));
      scope.add(new ReadGrant.Reach(group, PackageFixture.QUARTER));
    });
    return new PackageContent(
        List.of(
            new PackageContent.Account(
                7, "109000000000000001", collected.dictionary(), scope, files)),
        List.of());
  }

  private static Stream<ObjectNode> canonical(PackageContent content, FieldGroup group) {
    List<ObjectNode> records = new ArrayList<>();
    for (PackageContent.File file : content.accounts().getFirst().records()) {
      if (file.group() == group) {
        try (JsonLines lines = new JsonLines(file)) {
          for (ObjectNode r = lines.next(); r != null; r = lines.next()) {
            records.add(r);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return records.stream();
  }

  private static String time(JsonNode record, String field) {
    return record.hasNonNull(field)
        ? record.get(field).asText().replace('T', ' ').replace("Z", "")
        : "";
  }

  private static String text(JsonNode record, String field) {
    return record.hasNonNull(field) ? record.get(field).asText() : "";
  }

  private static boolean is(JsonNode record, String field, String value) {
    return text(record, field).equals(value);
  }

  private static boolean deleted(JsonNode record) {
    return record.hasNonNull("deletedAt") || is(record, "retention", "deleted");
  }

  private static void agrees(PackageContent content) {
    RleappReaders readers = new RleappReaders(PackageFixture.unpacked(content));
    String account = content.accounts().getFirst().accountId();

    assertThat(readers.twitterIpAudit())
        .isEqualTo(
            canonical(content, FieldGroup.SESSIONS)
                .filter(r -> r.hasNonNull("address") && !is(r, "result", "failure"))
                .map(r -> List.of(time(r, "startedAt"), text(r, "address"), account))
                .toList());
    assertThat(readers.twitterAccountCreationIp())
        .isEqualTo(
            canonical(content, FieldGroup.SUBSCRIBER)
                .filter(r -> r.hasNonNull("creationAddress"))
                .map(r -> List.of(account, text(r, "creationAddress")))
                .toList());
    assertThat(readers.twitterAccountSuspension())
        .isEqualTo(
            canonical(content, FieldGroup.SUBSCRIBER)
                .filter(r -> is(r, "kind", "state-change"))
                .map(r -> List.of(time(r, "createdAt"), text(r, "state")))
                .toList());
    assertThat(readers.twitterDeviceToken())
        .containsExactlyInAnyOrderElementsOf(
            canonical(content, FieldGroup.DEVICES)
                .filter(r -> r.hasNonNull("deviceToken"))
                .map(r ->
                    List.of(
                        time(r, "firstSeenAt"),
                        time(r, "lastSeenAt"),
                        text(r, "clientApplication"),
                        text(r, "deviceToken")))
                .toList());
    relations(content, "followed-by", readers.twitterFollower());
    relations(content, "follows", readers.twitterFollowing());
    relations(content, "mutes", readers.twitterMute());
    relations(content, "blocks", readers.twitterBlock());
    relations(content, "blocks", readers.blocktwitter());
    assertThat(readers.twitterLike())
        .isEqualTo(
            canonical(content, FieldGroup.RELATIONS)
                .filter(r -> is(r, "kind", "favourite"))
                .map(r -> text(r, "objectId"))
                .toList());
    posts(content, false, readers.tweets());
    posts(content, true, readers.deltweets());
    messages(content, false, readers.dmtwitter());
    messages(content, true, readers.deleteddmtwitter());
    assertThat(readers.twitterDirectMessages()).isZero();
  }

  private static void relations(PackageContent content, String kind, List<List<String>> rows) {
    assertThat(rows)
        .isEqualTo(
            canonical(content, FieldGroup.RELATIONS)
                .filter(r -> is(r, "kind", kind))
                .map(r -> List.of(text(r, "otherAccountId"), text(r, "otherAccount")))
                .toList());
  }

  private static void posts(
      PackageContent content, boolean deleted, List<RleappReaders.Tweet> rows) {
    assertThat(rows)
        .isEqualTo(
            canonical(content, FieldGroup.POSTS)
                .filter(r -> deleted(r) == deleted)
                .map(r ->
                    new RleappReaders.Tweet(
                        Instant.parse(text(r, "createdAt"))
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString(),
                        text(r, "id"),
                        text(r, "text"),
                        text(r, "id"),
                        is(r, "kind", "repost"),
                        r.get("attachments")))
                .toList());
  }

  private static void messages(
      PackageContent content, boolean deleted, List<RleappReaders.Message> rows) {
    List<ObjectNode> expected =
        canonical(content, FieldGroup.MESSAGES).filter(r -> deleted(r) == deleted).toList();
    assertThat(rows).hasSameSizeAs(expected);
    for (int i = 0; i < rows.size(); i++) {
      RleappReaders.Message row = rows.get(i);
      ObjectNode record = expected.get(i);
      List<String> recipients = new ArrayList<>();
      record.get("recipientIds").forEach(r -> recipients.add(r.asText()));
      assertThat(row.at()).isEqualTo(Instant.parse(text(record, "sentAt")).toString());
      assertThat(row.sender()).isEqualTo(text(record, "senderId"));
      assertThat(row.recipient()).isEqualTo(String.join(" ", recipients));
      assertThat(row.text()).isEqualTo(text(record, "text"));
      assertThat(row.conversation()).isEqualTo(text(record, "conversationId"));
      assertThat(row.media()).isEqualTo(record.get("attachments"));
      assertThat(row.reactions())
          .extracting(r -> r.get("senderId"))
          .isEqualTo(stream(record.get("reactions")));
    }
  }

  private static List<JsonNode> stream(JsonNode list) {
    List<JsonNode> items = new ArrayList<>();
    list.forEach(items::add);
    return items;
  }

  @Test
  void theSamplePlatformsRecordsAreReadBack() throws Exception {
    agrees(sample);
    RleappReaders readers = new RleappReaders(PackageFixture.unpacked(sample));
    ObjectNode account =
        canonical(sample, FieldGroup.SUBSCRIBER)
            .filter(r -> is(r, "kind", "account"))
            .findFirst()
            .orElseThrow();
    ObjectNode email =
        canonical(sample, FieldGroup.SUBSCRIBER)
            .filter(r -> is(r, "kind", "email"))
            .findFirst()
            .orElseThrow();

    assertThat(readers.twitterAccount())
        .containsExactly(
            List.of(
                time(account, "createdAt"),
                sample.accounts().getFirst().accountId(),
                text(email, "email"),
                text(account, "username"),
                text(account, "displayName")));
    assertThat(readers.tweets()).isNotEmpty();
    assertThat(readers.dmtwitter()).isNotEmpty();
    assertThat(readers.twitterIpAudit()).isNotEmpty();
    // To be opened with RLEAPP itself: -Dchancery.keep-return=FOLDER.
    String keep = System.getProperty("chancery.keep-return");
    if (keep != null) {
      for (Map.Entry<String, byte[]> file : PackageFixture.unpacked(sample).entrySet()) {
        Path path = Path.of(keep, file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    }
  }

  @Test
  void everyKindOfRecordAndHostileTextsAreReadBack() {
    String hostile =
        "a\r\n\n-----BEGIN PGP SIGNATURE-----\n\"urls\" : x \"createdAt\" \u202E\u2028\u0085 \uD83D\uDE00 = \\";
    String at = "2026-02-03T04:05:06.007Z";
    PackageContent content =
        content(
            Map.of(
                FieldGroup.SESSIONS,
                List.of(
                    record(
                        FieldGroup.SESSIONS,
                        Map.of("id", "1", "startedAt", at, "address", "2001:db8::1")),
                    record(
                        FieldGroup.SESSIONS,
                        Map.of(
                            "id",
                            "2",
                            "startedAt",
                            at,
                            "address",
                            "192.0.2.1",
                            "result",
                            "failure")),
                    record(
                        FieldGroup.SESSIONS,
                        Map.of("id", "3", "startedAt", at, "result", "success"))),
                FieldGroup.SUBSCRIBER,
                List.of(
                    record(
                        FieldGroup.SUBSCRIBER,
                        Map.of(
                            "id",
                            "1",
                            "kind",
                            "state-change",
                            "createdAt",
                            at,
                            "state",
                            "limited"))),
                FieldGroup.DEVICES,
                List.of(
                    record(
                        FieldGroup.DEVICES,
                        Map.of(
                            "id",
                            "1",
                            "firstSeenAt",
                            at,
                            "lastSeenAt",
                            at,
                            "deviceToken",
                            "t1",
                            "clientApplication",
                            "app")),
                    record(
                        FieldGroup.DEVICES,
                        Map.of(
                            "id", "2", "firstSeenAt", at, "deviceToken", "https://push.example/x")),
                    record(FieldGroup.DEVICES, Map.of("id", "3", "firstSeenAt", at))),
                FieldGroup.RELATIONS,
                Stream.of("follows", "followed-by", "mutes", "blocks", "blocks-domain", "favourite")
                    .map(kind ->
                        record(
                            FieldGroup.RELATIONS,
                            Map.of(
                                "id",
                                kind,
                                "kind",
                                kind,
                                "otherAccountId",
                                "9",
                                "otherAccount",
                                "a@b.example",
                                "objectId",
                                "77")))
                    .toList(),
                FieldGroup.POSTS,
                List.of(
                    record(
                        FieldGroup.POSTS,
                        Map.of(
                            "id",
                            "11",
                            "createdAt",
                            at,
                            "text",
                            hostile,
                            "kind",
                            "post",
                            "attachments",
                            List.of("missing"))),
                    record(
                        FieldGroup.POSTS,
                        Map.of(
                            "id",
                            "12",
                            "createdAt",
                            at,
                            "deletedAt",
                            at,
                            "text",
                            "gone",
                            "attachments",
                            List.of())),
                    record(
                        FieldGroup.POSTS,
                        Map.of(
                            "id",
                            "13",
                            "createdAt",
                            at,
                            "kind",
                            "repost",
                            "attachments",
                            List.of()))),
                FieldGroup.MESSAGES,
                List.of(
                    message("21", "c1", hostile, List.of("x.png"), List.of("fred", "g, h"), null),
                    message("22", "c1", "", List.of(), List.of(), null),
                    message("23", "c2", "t", List.of(), List.of(), null),
                    message("24", "c1", "t", List.of(), List.of(), null),
                    message("25", "c1", "t", List.of("y.mp4"), List.of("fred"), at))));

    agrees(content);
  }

  private static ObjectNode message(
      String id,
      String conversation,
      String text,
      List<String> attachments,
      List<String> reactions,
      String deletedAt) {
    ObjectNode message =
        record(
            FieldGroup.MESSAGES,
            Map.of(
                "id", id,
                "conversationId", conversation,
                "sentAt", "2026-02-03T04:05:06.007Z",
                "senderId", "5",
                "sender", "eve",
                "recipientIds", List.of("6", "7"),
                "text", text,
                "attachments", attachments,
                "reactions", reactions));
    return message.put("deletedAt", deletedAt);
  }

  @Test
  void theFormIsThatWhichWasSeenToParse() {
    String at = "2024-01-02T03:04:05.000Z";
    byte[] file =
        PackageFixture.unpacked(
                content(
                    Map.of(
                        FieldGroup.SESSIONS,
                        List.of(
                            record(
                                FieldGroup.SESSIONS,
                                Map.of("id", "1", "startedAt", at, "address", "192.0.2.7"))))))
            .get("data/compat/x-return/7/7-ip-audit.txt");

    assertThat(new String(file, StandardCharsets.UTF_8))
        .isEqualTo(
            """
            [ {
              "ipAudit" : {
                "accountId" : "109000000000000001",
                "createdAt" : "2024-01-02T03:04:05.000Z",
                "loginIp" : "192.0.2.7"
              }
            } ]
            """);
  }

  @Test
  void aGroupThatWasNotGrantedHasNoFile() {
    assertThat(PackageFixture.unpacked(content(Map.of())).keySet())
        .filteredOn(path -> path.startsWith("data/compat/"))
        .containsExactly("data/compat/README.txt");
  }
}
