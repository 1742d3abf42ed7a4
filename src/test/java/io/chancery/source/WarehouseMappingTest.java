package io.chancery.source;

import static io.chancery.source.PublishedPlatform.INSIDE;
import static io.chancery.source.PublishedPlatform.OUTSIDE;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The shipped mapping of PyPI's Warehouse on its published tables. Whatever must not be delivered
 * has "out-" in it, whatever must has "in-" and the name of its group.
 */
class WarehouseMappingTest {
  private static final UUID MIA = id(1);
  private static final UUID BOB = id(2);
  private static final UUID PROJECT = id(900);
  private static final Instant JOINED = Instant.parse("2025-06-01T00:00:00Z");
  private static final Map<FieldGroup, Integer> EXPECTED = new HashMap<>();
  @TempDir static Path media;
  private static PublishedPlatform platform;
  private static int number = 1000;

  private static UUID id(long n) {
    return new UUID(0xC0FFEE, n);
  }

  @BeforeAll
  static void plant() throws IOException {
    platform = new PublishedPlatform("warehouse", "index.example", media);
    platform.insert("INSERT INTO projects VALUES (?, 'shared')", PROJECT);
    user(MIA, "Mia", "in-subscriber", true);
    user(BOB, "bob", "out-subscriber", true);
    user(id(3), "mia2", "out-subscriber", true);
    user(id(4), "mi-a", "out-subscriber", false);
    platform.insert("INSERT INTO account_associations VALUES (?, '2025-07-01', ?)", id(50), MIA);
    platform.insert(
        "INSERT INTO oauth_account_associations VALUES (?, 'github', '77', 'in-subscriber-gh')",
        id(50));
    EXPECTED.put(FieldGroup.SUBSCRIBER, 3);
    for (Instant at : INSIDE) {
      everything(MIA, "mia", at, true);
      everything(BOB, "bob", at, false);
      everything(id(3), "mia2", at, false);
      // Others write on Mia's events and files: their acts, their addresses, their files.
      event(
          MIA,
          "account:role:add",
          at,
          "in-relations",
          "{\"project_name\":\"in-relations\",\"submitted_by\":\"bob\"}");
      add(true, FieldGroup.RELATIONS);
      event(MIA, "account:email:sent", at, "out-mail", "{\"subject\":\"out-mail\"}");
      event(MIA, "account:api_token:removed", at, "out-admin", "{\"why\":\"out-admin\"}");
      event(MIA, "account:password:disabled", at, "x", "{\"reason\":\"in-moderation\"}");
      add(true, FieldGroup.MODERATION);
    }
    for (Instant at : OUTSIDE) {
      everything(MIA, "mia", at, false);
    }
  }

  private static void user(UUID id, String name, String marker, boolean verified) {
    platform.insert(
        "INSERT INTO users (id, username, name, password, date_joined, observer_association_id, is_active) VALUES (?, CAST(? AS citext), ?, 'secret-hash', ?, ?, true)",
        id,
        name,
        marker,
        JOINED,
        id);
    platform.insert("INSERT INTO observers VALUES (?, ?)", id, id);
    platform.insert(
        "INSERT INTO user_emails (user_id, email, \"primary\", verified) VALUES (?, ?, true, ?)",
        id,
        marker + "." + name + "@mail.example",
        verified);
  }

  private static void event(UUID account, String tag, Instant at, String marker, String json) {
    UUID address = id(number++);
    platform.insert(
        "INSERT INTO ip_addresses VALUES (?, CAST(? AS inet), 'secret-ip-hash')",
        address,
        "2001:db8::" + Integer.toHexString(number));
    platform.insert(
        "INSERT INTO user_events (source_id, tag, time, additional, ip_address_id) VALUES (?, ?, ?, CAST(? AS jsonb), ?)",
        account,
        tag,
        at,
        json,
        address);
    assertThat(marker).isNotNull();
  }

  /** One row in every table that a group reads, at one moment. */
  private static void everything(UUID account, String name, Instant at, boolean wanted)
      throws IOException {
    String m = wanted ? "in-" : "out-";
    event(
        account,
        "account:login:success",
        at,
        m,
        "{\"two_factor_method\":\""
            + m
            + "sessions\",\"user_agent_info\":{\"installer\":\"Browser\",\"os\":\"Linux\",\"user_agent\":\"Firefox\",\"device\":\"Other\"},\"geoip_info\":{\"city\":\""
            + m
            + "location\",\"latitude\":59.9}}");
    event(account, "account:login:failure", at, m, "{\"reason\":\"" + m + "sessions\"}");
    add(wanted, FieldGroup.SESSIONS, FieldGroup.SESSIONS, FieldGroup.LOCATION);
    UUID address = id(number++);
    platform.insert(
        "INSERT INTO ip_addresses VALUES (?, CAST(? AS inet), 'secret-ip-hash')",
        address,
        "2001:db8::" + Integer.toHexString(number));
    row(
        wanted,
        FieldGroup.DEVICES,
        "INSERT INTO user_unique_logins (user_id, ip_address_id, created, last_used, device_information, status) VALUES (?, ?, ?, '2026-05-01', CAST(? AS jsonb), 'confirmed')",
        account,
        address,
        at,
        "{\"d\":\"" + m + "devices\"}");
    row(
        wanted,
        FieldGroup.DEVICES,
        "INSERT INTO macaroons (user_id, description, created, last_used, \"key\") VALUES (?, ?, ?, '2026-05-01', 'secret-key')",
        account,
        m + "devices",
        at);
    row(
        wanted,
        FieldGroup.RELATIONS,
        "INSERT INTO organization_applications (name, submitted_by_id, submitted, status) VALUES (?, ?, ?, 'approved')",
        m + "relations",
        account,
        at);
    UUID release = release(account, m + "posts", at, true);
    release(account, m + "drafts", at, false);
    add(wanted, FieldGroup.POSTS, FieldGroup.DRAFTS);
    // The account's file in its own release, and somebody else's file in the same release.
    file(release, m + "media", at, m + "posts");
    journal(
        account.equals(MIA) ? "mia" : name,
        "add source file " + m + "media" + (number - 1),
        at,
        m + "posts");
    add(wanted, FieldGroup.MEDIA, FieldGroup.POSTS);
    file(release, "out-media", at, m + "posts");
    journal("bob", "add source file out-media" + (number - 1), at, m + "posts");
    row(
        wanted,
        FieldGroup.MODERATION,
        "INSERT INTO user_observations (created, kind, summary, payload, related_id, related_name, observer_id) VALUES (?, 'account_abuse', ?, '{}', ?, 'x', ?)",
        at,
        m + "moderation",
        account,
        id(4));
    row(
        wanted,
        FieldGroup.MODERATION,
        "INSERT INTO project_observations (created, kind, summary, payload, related_id, related_name, observer_id) VALUES (?, 'is_spam', ?, '{}', null, 'x', ?)",
        at,
        m + "moderation",
        account);
  }

  private static UUID release(UUID account, String marker, Instant at, boolean published) {
    UUID description = id(number++);
    UUID release = id(number++);
    platform.insert("INSERT INTO release_descriptions VALUES (?, ?)", description, marker);
    platform.insert(
        "INSERT INTO releases (id, project_id, version, created, published, description_id, uploader_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        release,
        PROJECT,
        marker,
        at,
        published,
        description,
        account);
    return release;
  }

  private static void file(UUID release, String marker, Instant at, String version)
      throws IOException {
    String name = marker + number++;
    String path = "aa/bb/" + name;
    Files.createDirectories(media.resolve("aa/bb"));
    Files.writeString(media.resolve(path), name);
    platform.insert(
        "INSERT INTO release_files (release_id, python_version, packagetype, filename, path, size, sha256_digest, upload_time) VALUES (?, 'source', 'sdist', ?, ?, 9, CAST(? AS citext), ?)",
        release,
        name,
        path,
        Sha256.hash(name).hex(),
        at);
    assertThat(version).isNotEmpty();
  }

  private static void journal(String name, String action, Instant at, String version) {
    platform.insert(
        "INSERT INTO journals (name, version, action, submitted_date, submitted_by) VALUES ('shared', ?, ?, ?, CAST(? AS citext))",
        version,
        action,
        at,
        name);
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

  @ParameterizedTest
  @CsvSource({
    "USERNAME, mia",
    "USERNAME, Mia",
    "PROFILE_URL, https://index.example/user/Mia/",
    "PROFILE_URL, https://www.index.example/user/mia",
    "ACCOUNT_ID, 00000000-00c0-ffee-0000-000000000001",
    "EMAIL, IN-subscriber.mia@mail.example"
  })
  void everyIdentifierLeadsToTheAccount(Kind kind, String value) {
    assertThat(platform.resolve(kind, value)).isEqualTo(MIA.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "USERNAME, mi",
    "USERNAME, mi%",
    "PROFILE_URL, https://other.example/user/mia/",
    "ACCOUNT_ID, 00000000-00c0-ffee-0000-0000000000ff",
    "EMAIL, out-subscriber.mi-a@mail.example",
    "PHONE, +15550100"
  })
  void otherIdentifiersLeadNowhere(Kind kind, String value) {
    assertThat(platform.resolve(kind, value)).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = FieldGroup.class,
      names = {"SEARCHES", "MESSAGES", "MESSAGES_META"},
      mode = EnumSource.Mode.EXCLUDE)
  void aGroupHoldsExactlyWhatWasAsked(FieldGroup group) throws IOException {
    Kept kept = platform.read(MIA.toString(), group);

    assertThat(kept.records).containsOnlyKeys(group);
    assertThat(kept.all()).doesNotContain("out-", "secret-");
    assertThat(kept.records.get(group)).hasSize(EXPECTED.get(group));
    assertThat(platform.count(MIA.toString(), group)).isEqualTo(EXPECTED.get(group).longValue());
    for (FieldGroup other : FieldGroup.values()) {
      String text = kept.all().replaceAll("\"action\":\"add source file in-media\\d+\"", "");
      if (other != group) {
        assertThat(text).doesNotContain("in-" + other.key());
      }
    }
    assertThat(kept.media.size()).isEqualTo(group == FieldGroup.MEDIA ? INSIDE.size() : 0);
    for (byte[] file : kept.media.values()) {
      assertThat(new String(file)).startsWith("in-media");
    }
  }

  @Test
  void whatStandsUnderAReusedNameBeforeItsHolderJoinedIsNotDelivered() throws IOException {
    Instant at = INSIDE.getFirst();
    UUID heir = id(60);
    platform.insert(
        "INSERT INTO users (id, username, name, password, date_joined, is_active) VALUES (?, 'reused', 'heir', 'x', ?, true)",
        heir,
        INSIDE.get(1));
    UUID release = release(heir, "out-posts", at, true);
    platform.insert("UPDATE releases SET uploader_id = NULL WHERE id = ?", release);
    file(release, "out-media", at, "out-posts");
    journal("reused", "add source file out-media" + (number - 1), at, "out-posts");
    journal("reused", "in-posts", INSIDE.get(2), "1");

    assertThat(platform.read(heir.toString(), FieldGroup.MEDIA).records.get(FieldGroup.MEDIA))
        .isEmpty();
    Kept posts = platform.read(heir.toString(), FieldGroup.POSTS);
    assertThat(posts.records.get(FieldGroup.POSTS)).hasSize(1);
    assertThat(posts.all()).contains("in-posts").doesNotContain("out-");
  }

  @Test
  void sharedAddressesAreHints() {
    UUID address = id(70);
    platform.insert("INSERT INTO ip_addresses VALUES (?, '192.0.2.70', null, null)", address);
    for (UUID user : List.of(id(71), id(72), id(73))) {
      user(user, "linked" + user.getLeastSignificantBits(), "out-subscriber", true);
    }
    for (UUID user : List.of(id(71), id(72))) {
      platform.insert(
          "INSERT INTO user_events (source_id, tag, \"time\", ip_address_id)"
              + " VALUES (?, 'account:create', ?, ?)",
          user,
          JOINED,
          address);
    }
    for (UUID user : List.of(id(71), id(73))) {
      platform.insert(
          "INSERT INTO user_unique_logins (id, user_id, ip_address_id, created, last_used, status)"
              + " VALUES (?, ?, ?, ?, ?, 'confirmed')",
          UUID.randomUUID(),
          user,
          address,
          JOINED,
          JOINED);
    }
    assertThat(platform.linked(id(71).toString()))
        .containsExactlyInAnyOrder("registration-address " + id(72), "sign-in-address " + id(73));
    assertThat(platform.linked(id(72).toString()))
        .containsExactly("registration-address " + id(71));
  }

  @Test
  void whatThePlatformDoesNotHoldIsDeclared() {
    assertThat(platform.dictionary().notHeld())
        .containsOnlyKeys(FieldGroup.MESSAGES, FieldGroup.MESSAGES_META, FieldGroup.SEARCHES);
  }
}
