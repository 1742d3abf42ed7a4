package io.chancery.source;

import static io.chancery.source.PublishedPlatform.INSIDE;
import static io.chancery.source.PublishedPlatform.OUTSIDE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Identifier.Kind;
import io.chancery.kernel.Sha256;
import io.chancery.source.SamplePlatformFixture.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The shipped mapping of Matrix Synapse on its published tables. Whatever must not be delivered has
 * "out-" in it, whatever must has "in-" and the name of its group.
 */
class SynapseMappingTest {
  private static final String MIA = "@mia:hs.example";
  private static final String BOB = "@bob:hs.example";
  private static final List<String> OTHERS =
      List.of("@mia.:hs.example", "@mi_a:hs.example", "@mia:other.example", "@Mia:hs.example");
  private static final Map<FieldGroup, Integer> EXPECTED = new HashMap<>();
  @TempDir static Path media;
  private static PublishedPlatform platform;
  private static long number;
  private static long stream = 100;

  @BeforeAll
  static void plant() throws IOException {
    platform = new PublishedPlatform("synapse", "hs.example", media);
    user(MIA, "mia", "in-subscriber Mia");
    user(BOB, "bob", "Bob");
    for (String other : OTHERS.subList(0, 2)) {
      user(other, other.substring(1, other.indexOf(':')), "out-subscriber");
    }
    user("@OldMia:hs.example", "OldMia", "out-subscriber");
    threepid(MIA, "email", "mia.in-subscriber@mail.example");
    threepid(MIA, "msisdn", "15550100");
    threepid(BOB, "email", "out-bob@mail.example");
    platform.insert(
        "INSERT INTO user_external_ids VALUES ('oidc', 'in-subscriber-ext', ?), ('oidc', 'out-x', ?)",
        MIA,
        BOB);
    room("!private", "invite");
    room("!public", "public");
    room("!left", "invite");
    join("!private", MIA, "in-subscriber Mimi", "2025-06-01T00:00:00Z");
    join("!private", BOB, "out-Bob", "2025-06-01T00:00:01Z");
    join("!public", MIA, "in-subscriber Mimi", "2025-06-01T00:00:02Z");
    join("!left", BOB, "out-Bob", "2025-06-01T00:00:03Z");
    EXPECTED.put(FieldGroup.SUBSCRIBER, 5);
    for (Instant at : INSIDE) {
      everything(MIA, at, true);
      for (String other : OTHERS) {
        everything(other, at, false);
      }
      // Bob writes where Mia is not, and what Synapse did not deliver to her.
      message("out-messages", "!left", BOB, at, "m.room.message", "{}");
      message("out-messages", "!private", BOB, at, "m.room.message", "{\"soft_failed\":true}");
      String rejected = message("out-messages", "!private", MIA, at, "m.room.message", "{}");
      platform.insert("UPDATE events SET rejection_reason = 'auth' WHERE event_id = ?", rejected);
      // What Bob posts in public is not Mia's, although she is there.
      message("out-posts", "!public", BOB, at, "m.room.message", "{}");
    }
    for (Instant at : OUTSIDE) {
      everything(MIA, at, false);
    }
  }

  /** One row in every table that a group reads, at one moment. */
  private static void everything(String account, Instant at, boolean wanted) throws IOException {
    String m = wanted ? "in-" : "out-";
    long ms = at.toEpochMilli();
    String local = account.substring(1, account.indexOf(':'));
    boolean here = account.endsWith(":hs.example");
    if (here) {
      row(
          wanted,
          FieldGroup.SESSIONS,
          "INSERT INTO user_ips VALUES (?, ?, ?, '192.0.2.1', ?, ?)",
          account,
          "secret-token-" + number++,
          m + "sessions",
          m + "sessions",
          ms);
      row(
          wanted,
          FieldGroup.SESSIONS,
          "INSERT INTO user_daily_visits VALUES (?, ?, ?, 'x')",
          account,
          m + "sessions",
          ms);
      row(
          wanted,
          FieldGroup.DEVICES,
          "INSERT INTO devices VALUES (?, ?, ?, ?, '2001:db8::1', 'x', false)",
          account,
          m + "devices" + number++,
          m + "devices",
          ms);
      platform.insert(
          "INSERT INTO devices VALUES (?, ?, 'out-hidden', ?, null, null, true)",
          account,
          "out-" + number++,
          ms);
      row(
          wanted,
          FieldGroup.DEVICES,
          "INSERT INTO pushers VALUES (?, ?, 'app', 'App', ?, ?, ?, 'en', 'D')",
          number++,
          account,
          m + "devices",
          m + "devices",
          ms);
      row(
          wanted,
          FieldGroup.DRAFTS,
          "INSERT INTO delayed_events VALUES (?, ?, 1000, ?, '!private', 'm.room.message', ?)",
          m + "drafts" + number++,
          local,
          ms,
          "{\"body\":\"" + m + "drafts \\u0000 \"}");
      String file = m + "media" + number++;
      row(
          wanted,
          FieldGroup.MEDIA,
          "INSERT INTO local_media_repository VALUES (?, 'image/png', 3, ?, ?, ?, null, null)",
          file,
          ms,
          m + "media.png",
          account);
      platform.insert(
          "INSERT INTO local_media_repository VALUES (?, 'image/png', 3, ?, 'out-preview', ?, null, 'https://x.example/')",
          "out-" + number++,
          ms,
          account);
      Path stored = media.resolve(stored(file));
      Files.createDirectories(stored.getParent());
      Files.writeString(stored, file);
      row(
          wanted,
          FieldGroup.MODERATION,
          "INSERT INTO room_reports VALUES (?, ?, '!public', ?, ?)",
          number++,
          ms,
          account,
          m + "moderation");
    }
    row(
        wanted,
        FieldGroup.MODERATION,
        "INSERT INTO user_reports VALUES (?, ?, ?, ?, ?)",
        number++,
        ms,
        account,
        BOB,
        m + "moderation");
    row(
        wanted,
        FieldGroup.MODERATION,
        "INSERT INTO user_reports VALUES (?, ?, ?, ?, ?)",
        number++,
        ms,
        BOB,
        account,
        m + "moderation");
    String sent = message(m + "messages", "!private", account, at, "m.room.message", "{}");
    add(wanted, FieldGroup.MESSAGES, FieldGroup.MESSAGES_META);
    row(
        wanted,
        FieldGroup.MODERATION,
        "INSERT INTO event_reports VALUES (?, ?, '!private', ?, ?, ?)",
        number++,
        ms,
        sent,
        BOB,
        m + "moderation");
    if (wanted) {
      for (String event :
          List.of(
              message("in-messages", "!private", BOB, at, "m.room.message", "{}"),
              message("in-messages", "!private", MIA, at, "m.room.encrypted", "{}"))) {
        add(true, FieldGroup.MESSAGES, FieldGroup.MESSAGES_META);
        assertThat(event).contains("in-");
      }
    } else if (account.equals(MIA)) {
      message("out-messages", "!private", BOB, at, "m.room.message", "{}");
    } else {
      // They are members of the same room and write to Mia: hers to receive, within the period.
      platform.insert("DELETE FROM events WHERE event_id = ?", sent);
      join("!elsewhere", account, "out-name", "2025-06-01T00:00:00Z");
    }
    message(m + "posts", "!public", account, at, "m.room.message", "{}");
    add(wanted, FieldGroup.POSTS);
    String membership =
        event(m + "relations", "!room" + number, account, at, "m.room.member", "{}", "{}");
    platform.insert(
        "INSERT INTO state_events VALUES (?, '!r', 'm.room.member', ?)", membership, account);
    platform.insert(
        "INSERT INTO room_memberships VALUES (?, ?, ?, ?, 'leave', null)",
        membership,
        account,
        account,
        "!room" + number);
    add(wanted, FieldGroup.RELATIONS);
    String reaction = event(m + "relations", "!private", account, at, "m.reaction", "{}", "{}");
    platform.insert(
        "INSERT INTO event_relations VALUES (?, ?, 'm.annotation', '+1')", reaction, sent);
    add(wanted, FieldGroup.RELATIONS);
  }

  private static void row(boolean wanted, FieldGroup group, String sql, Object... values) {
    platform.insert(sql, values);
    add(wanted, group);
  }

  private static void add(boolean wanted, FieldGroup... groups) {
    for (FieldGroup group : groups) {
      EXPECTED.merge(group, wanted ? 1 : 0, Integer::sum);
    }
  }

  private static String stored(String id) {
    return "local_content/" + id.substring(0, 2) + "/" + id.substring(2, 4) + "/" + id.substring(4);
  }

  private static void user(String id, String local, String shown) {
    platform.insert(
        "INSERT INTO users (name, password_hash, creation_ts) VALUES (?, 'secret-hash', 1735689600)",
        id);
    platform.insert("INSERT INTO profiles VALUES (?, ?, null, ?, '{}')", local, shown, id);
  }

  private static void threepid(String id, String medium, String address) {
    platform.insert(
        "INSERT INTO user_threepids VALUES (?, ?, ?, 1735689601000, 1735689602000)",
        id,
        medium,
        address);
  }

  private static void room(String id, String rule) {
    platform.insert("INSERT INTO room_stats_state VALUES (?, 'a room', ?)", id, rule);
  }

  private static void join(String room, String account, String shown, String at) {
    String id = event("join", room, account, Instant.parse(at), "m.room.member", "{}", "{}");
    platform.insert(
        "INSERT INTO state_events VALUES (?, ?, 'm.room.member', ?)", id, room, account);
    platform.insert(
        "INSERT INTO room_memberships VALUES (?, ?, ?, ?, 'join', ?)",
        id,
        account,
        account,
        room,
        shown);
  }

  private static String message(
      String marker, String room, String sender, Instant at, String type, String metadata) {
    String content =
        type.equals("m.room.encrypted")
            ? "{\"algorithm\":\"m.megolm.v1.aes-sha2\",\"ciphertext\":\"AwgAEnAC\"}"
            : "{\"msgtype\":\"m.text\",\"body\":\"" + marker + "\"}";
    return event(marker, room, sender, at, type, metadata, content);
  }

  private static String event(
      String marker,
      String room,
      String sender,
      Instant at,
      String type,
      String metadata,
      String content) {
    String id = "$" + marker + "-" + number++;
    long ms = at.toEpochMilli();
    platform.insert(
        "INSERT INTO events VALUES (?, ?, ?, false, ?, ?, ?, ?, null)",
        id,
        type,
        room,
        ms,
        ms,
        sender,
        stream++);
    platform.insert(
        "INSERT INTO event_json VALUES (?, ?, ?, ?)",
        id,
        room,
        metadata,
        "{\"content\":" + content + "}");
    return id;
  }

  @ParameterizedTest
  @CsvSource({
    "USERNAME, mia",
    "USERNAME, @mia",
    "USERNAME, MIA",
    "USERNAME, @mia:hs.example",
    "ACCOUNT_ID, @mia:hs.example",
    "PROFILE_URL, https://matrix.to/#/@mia:hs.example",
    "PROFILE_URL, https://matrix.to/#/%40mia%3Ahs.example",
    "PROFILE_URL, matrix:u/mia:hs.example",
    "EMAIL, Mia.In-Subscriber@mail.example",
    "PHONE, +15550100"
  })
  void everyIdentifierLeadsToTheAccount(Kind kind, String value) {
    assertThat(platform.resolve(kind, value)).isEqualTo(MIA);
  }

  @ParameterizedTest
  @CsvSource({
    "USERNAME, @mia:other.example",
    "USERNAME, mi",
    "USERNAME, mi%",
    "ACCOUNT_ID, mia",
    "PROFILE_URL, https://matrix.to/#/@mia:other.example",
    "EMAIL, mia@mail.example",
    "PHONE, 15550101"
  })
  void otherIdentifiersLeadNowhere(Kind kind, String value) {
    assertThat(platform.resolve(kind, value)).isNull();
  }

  @Test
  void anOldNameInUpperCaseIsFoundAsWritten() {
    assertThat(platform.resolve(Kind.USERNAME, "OldMia")).isEqualTo("@OldMia:hs.example");
  }

  @ParameterizedTest
  @EnumSource(
      value = FieldGroup.class,
      names = {"SEARCHES", "LOCATION"},
      mode = EnumSource.Mode.EXCLUDE)
  void aGroupHoldsExactlyWhatWasAsked(FieldGroup group) throws IOException {
    Kept kept = platform.read(MIA, group);

    assertThat(kept.records).containsOnlyKeys(group);
    assertThat(kept.all()).doesNotContain("out-", "secret-");
    assertThat(kept.records.get(group)).hasSize(EXPECTED.get(group));
    assertThat(platform.count(MIA, group)).isEqualTo(EXPECTED.get(group).longValue());
    String marker = group == FieldGroup.MESSAGES_META ? "in-messages" : "in-" + group.key();
    for (FieldGroup other : FieldGroup.values()) {
      if (!marker.equals("in-" + other.key()) && other != FieldGroup.MESSAGES_META) {
        String own = kept.all().replaceAll("\"(objectId|objectIds)\":(\"[^\"]*\"|\\[[^\\]]*])", "");
        assertThat(own).doesNotContain("in-" + other.key());
      }
    }
    assertThat(kept.media.size()).isEqualTo(group == FieldGroup.MEDIA ? INSIDE.size() : 0);
    for (Map.Entry<String, byte[]> file : kept.media.entrySet()) {
      assertThat(file.getKey()).isEqualTo(Sha256.hash(file.getValue()).hex() + ".bin");
      assertThat(new String(file.getValue())).startsWith("in-media");
    }
  }

  @Test
  void ciphertextIsGivenAsSuchAndSaidSo() throws IOException {
    List<ObjectNode> encrypted =
        platform.read(MIA, FieldGroup.MESSAGES).objects(FieldGroup.MESSAGES).stream()
            .filter(o -> o.get("encrypted").asBoolean())
            .toList();

    assertThat(encrypted)
        .hasSize(INSIDE.size())
        .allSatisfy(o -> {
          assertThat(o.get("text").isNull()).isTrue();
          assertThat(o.get("content").asText()).contains("AwgAEnAC");
        });
    assertThat(platform.dictionary().group(FieldGroup.MESSAGES).orElseThrow().period())
        .contains("ciphertext")
        .contains("cannot read it");
  }

  @Test
  void whatTheUserDeletedIsMarkedAndOnlyAValidDeletionCounts() throws IOException {
    Instant at = Instant.parse("2026-02-10T00:00:00Z");
    String deleted = message("in-posts", "!public", MIA, at, "m.room.message", "{}");
    String kept = message("in-posts", "!public", MIA, at, "m.room.message", "{}");
    platform.insert(
        "INSERT INTO redactions VALUES ('$r1', ?, false, ?)", deleted, at.toEpochMilli() + 5);
    platform.insert(
        "INSERT INTO redactions VALUES ('$r2', ?, false, ?)", kept, at.toEpochMilli() + 5);
    platform.insert("INSERT INTO rejections VALUES ('$r2', 'not allowed')");
    try {
      Map<String, ObjectNode> posts = new HashMap<>();
      platform
          .read(MIA, FieldGroup.POSTS)
          .objects(FieldGroup.POSTS)
          .forEach(o -> posts.put(o.get("id").asText(), o));

      assertThat(posts.get(deleted).get("retention").asText()).isEqualTo("deleted");
      assertThat(posts.get(deleted).get("deletedAt").asText())
          .isEqualTo("2026-02-10T00:00:00.005Z");
      assertThat(posts.get(deleted).get("text").asText()).startsWith("in-posts");
      assertThat(posts.get(kept).get("retention").asText()).isEqualTo("live");
      assertThat(posts.get(kept).get("deletedAt").isNull()).isTrue();
    } finally {
      platform.insert("DELETE FROM events WHERE event_id IN (?, ?)", deleted, kept);
    }
  }

  @Test
  void aSharedAddressIsAHint() {
    String twin = "@twin:hs.example";
    String alone = "@alone:hs.example";
    for (String account : List.of("@first:hs.example", twin, alone)) {
      user(account, account.substring(1, 6), "out-subscriber");
      platform.insert(
          "INSERT INTO user_ips VALUES (?, ?, 'd', ?, 'agent', 1)",
          account,
          "secret-token-" + number++,
          account.equals(alone) ? "192.0.2.77" : "192.0.2.78");
    }
    assertThat(platform.linked("@first:hs.example")).containsExactly("sign-in-address " + twin);
    assertThat(platform.linked(alone)).isEmpty();
  }

  @Test
  void aTimeThatNoCalendarHasDoesNotStopTheRead() throws IOException {
    String hostile =
        message("out-messages", "!private", BOB, Instant.EPOCH, "m.room.message", "{}");
    platform.insert(
        "UPDATE events SET origin_server_ts = 9223372036854775807 WHERE event_id = ?", hostile);
    try {
      assertThat(platform.read(MIA, FieldGroup.MESSAGES).all()).doesNotContain("out-");
    } finally {
      platform.insert("DELETE FROM events WHERE event_id = ?", hostile);
    }
  }
}
