package io.chancery.source;

import static io.chancery.source.SamplePlatformFixture.DEMO;
import static io.chancery.source.SamplePlatformFixture.disclose;
import static io.chancery.source.SamplePlatformFixture.everything;
import static io.chancery.source.SamplePlatformFixture.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.platform.embedded.SamplePlatform;
import io.chancery.source.SamplePlatformFixture.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Only what was granted leaves the platform's database, each time in the same bytes. */
class DisclosureTest {
  private static final SamplePlatformFixture PLATFORM = SamplePlatformFixture.shared();
  private final String target = PLATFORM.account(SamplePlatform.TARGET);

  private static Kept read(ReadGrant.Disclose grant) {
    Kept kept = new Kept();
    assertThat(PLATFORM.sources().disclose(grant, kept)).isInstanceOf(ReadOutcome.Done.class);
    return kept;
  }

  private static List<ReadGrant.Reach> only(FieldGroup group, Period period) {
    return List.of(new ReadGrant.Reach(group, period));
  }

  @Test
  void rowsJustOutsideTheScopeStayInTheDatabase() {
    String other = PLATFORM.account(SamplePlatform.LOOK_ALIKE);
    String remote =
        PLATFORM.one(
            "SELECT id::text FROM accounts WHERE username = 'mara_mole' AND domain IS NOT NULL");
    List<String> inside = List.of("2026-02-01 00:00:00", "2026-02-28 23:59:59.999999");
    List<String> outside =
        List.of(
            "2026-01-31 23:59:59",
            "2026-01-31 23:59:59.999999",
            "2026-03-01 00:00:00",
            "2026-03-01 00:00:01");
    int id = 900_000_000;
    for (String at : outside) {
      plant(id++, target, at, 0, "planted-outside");
      plant(id++, target, at, 3, "planted-outside");
      login(id++, target, at, "planted-outside");
    }
    for (String at : inside) {
      plant(id++, target, at, 0, "planted-inside");
      plant(id++, target, at, 3, "planted-other-group");
      login(id++, target, at, "planted-other-group");
      plant(id++, other, at, 0, "planted-other-account");
      plant(id++, remote, at, 0, "planted-other-account");
      login(id++, other, at, "planted-other-account");
    }
    try {
      Period february =
          SamplePlatformFixture.period("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
      Kept kept = read(disclose(target, only(FieldGroup.POSTS, february)));

      assertThat(kept.records).containsOnlyKeys(FieldGroup.POSTS);
      assertThat(kept.all())
          .contains("planted-inside")
          .doesNotContain("planted-outside", "planted-other");
      assertThat(kept.all().split("planted-inside", -1)).hasSize(inside.size() + 1);
      assertThat(kept.media).isEmpty();
    } finally {
      execute(
          PLATFORM.owner(),
          "DELETE FROM statuses WHERE id BETWEEN 900000000 AND 900001000",
          "DELETE FROM login_activities WHERE id BETWEEN 900000000 AND 900001000");
    }
  }

  private static void plant(int id, String account, String at, int visibility, String text) {
    execute(
        PLATFORM.owner(),
        "INSERT INTO statuses (id, text, created_at, updated_at, visibility, account_id) VALUES (%d, '%s', '%s', '%s', %d, %s)"
            .formatted(id, text, at, at, visibility, account));
  }

  private static void login(int id, String account, String at, String agent) {
    execute(
        PLATFORM.owner(),
        "INSERT INTO login_activities (id, user_id, success, ip, user_agent, created_at) SELECT %d, id, true, '192.0.2.1', '%s', '%s' FROM users WHERE account_id = %s"
            .formatted(id, agent, at, account));
  }

  @Test
  void fieldsThatWereNotGrantedStayInTheDatabase() {
    int id = 901_000_000;
    plant(id, target, "2026-02-02 00:00:00", 0, "planted-text");
    login(id, target, "2026-02-02 00:00:00", "planted-agent");
    execute(
        PLATFORM.owner(),
        "INSERT INTO login_activities (id, user_id, success, failure_reason, ip, user_agent, created_at) SELECT 901000001, id, false, 'planted-reason', '192.0.2.77', 'planted-agent', '2026-02-03' FROM users WHERE account_id = "
            + target);
    try {
      Period february =
          SamplePlatformFixture.period("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
      Kept whole =
          read(
              disclose(
                  target,
                  List.of(
                      new ReadGrant.Reach(FieldGroup.SESSIONS, february),
                      new ReadGrant.Reach(FieldGroup.POSTS, february))));
      assertThat(whole.all())
          .contains("planted-text", "planted-agent", "planted-reason", "192.0.2.77");
      Kept kept =
          read(
              disclose(
                  target,
                  List.of(
                      new ReadGrant.Reach(
                          FieldGroup.SESSIONS, february, Fields.of(List.of("id", "address"))),
                      new ReadGrant.Reach(
                          FieldGroup.POSTS, february, Fields.of(List.of("id", "visibility"))))));
      assertThat(kept.all())
          .contains("192.0.2.77")
          .doesNotContain("planted", "startedAt", "userAgent", "createdAt", "text", "2026-02");
      assertThat(kept.ids(FieldGroup.SESSIONS)).isEqualTo(whole.ids(FieldGroup.SESSIONS));
      assertThat(kept.ids(FieldGroup.POSTS)).isEqualTo(whole.ids(FieldGroup.POSTS));
      assertThat(kept.all().lines().findFirst().orElseThrow())
          .matches("\\{\"id\":\"\\d+\",\"address\":\"[^\"]*\",\"source\":.*");
      assertThat(kept.query).isNotEqualTo(whole.query);
    } finally {
      execute(
          PLATFORM.owner(),
          "DELETE FROM statuses WHERE id = 901000000",
          "DELETE FROM login_activities WHERE id BETWEEN 901000000 AND 901000001");
    }
  }

  /** The files of a group go with the fields that name them. */
  @Test
  void aFileWhoseFieldWasNotGrantedIsNotHandedOver() {
    List<ReadGrant.Reach> narrowed =
        List.of(
            new ReadGrant.Reach(
                FieldGroup.MEDIA, DEMO, Fields.of(List.of("id", "uploadedAt", "type"))));
    assertThat(read(disclose(target, only(FieldGroup.MEDIA, DEMO))).media).isNotEmpty();
    assertThat(read(disclose(target, narrowed)).media).isEmpty();
  }

  @Test
  void theSameScopeGivesTheSameBytes() {
    ReadGrant.Disclose grant = disclose(target, everything(DEMO));
    Kept first = new Kept();
    ReadOutcome.Done one = (ReadOutcome.Done) PLATFORM.sources().disclose(grant, first);
    Kept second = new Kept();
    ReadOutcome.Done two =
        (ReadOutcome.Done)
            PLATFORM
                .sources(PLATFORM.connector(7), java.time.Clock.systemUTC())
                .disclose(
                    new ReadGrant.Disclose(
                        new io.chancery.kernel.GrantId(java.util.UUID.randomUUID()),
                        "social",
                        target,
                        everything(DEMO).reversed(),
                        grant.scope(),
                        Instant.parse("9999-01-01T00:00:00Z"),
                        grant.seal()),
                    second);

    assertThat(second.all()).isEqualTo(first.all());
    assertThat(second.media.keySet()).containsExactlyElementsOf(first.media.keySet());
    assertThat(two.content()).isEqualTo(one.content());
    assertThat(two.bytes()).isEqualTo(one.bytes());
    assertThat(first.query).isEqualTo(second.query);
    assertThat(one.rows()).isEqualTo(first.all().lines().count());
    assertThat(one.notHeld()).containsExactlyInAnyOrder(FieldGroup.SEARCHES, FieldGroup.LOCATION);
  }

  @Test
  void recordsAreOrderedCompleteAndInUtc() throws IOException {
    Kept kept = read(disclose(target, everything(DEMO)));
    SourceDictionary dictionary = PLATFORM.sources().dictionary("social");

    assertThat(kept.calls.subList(0, 3))
        .containsExactly("begun", "begin subscriber", "end subscriber");
    for (Map.Entry<FieldGroup, List<CanonicalRecord>> entry : kept.records.entrySet()) {
      SourceDictionary.Group group = dictionary.group(entry.getKey()).orElseThrow();
      List<CanonicalRecord> sorted = new ArrayList<>(entry.getValue());
      sorted.sort(Disclosure::compare);
      assertThat(entry.getValue()).isEqualTo(sorted);
      List<String> columns =
          new ArrayList<>(group.fields().stream().map(SourceDictionary.Field::name).toList());
      Collections.addAll(columns, "source", "retention");
      for (CanonicalRecord record : entry.getValue()) {
        ObjectNode object = CanonicalJson.parse(record.line());
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        assertThat(names).isEqualTo(columns);
        assertThat(object.get("source").asText()).startsWith("mastodon.");
        assertThat(object.get("retention").asText()).isIn("live", "deleted");
        if (entry.getKey() != FieldGroup.SUBSCRIBER) {
          assertThat(DEMO.contains(record.at())).isTrue();
          assertThat(object.get(group.time()).asText()).isEqualTo(CanonicalJson.time(record.at()));
        }
      }
    }
  }

  @Test
  void theEdgesOfThePeriodAreExact() {
    Kept kept = read(disclose(target, only(FieldGroup.POSTS, DEMO)));
    List<String> expected =
        PLATFORM.list(
            "SELECT id FROM statuses WHERE visibility <> 3 AND account_id = "
                + target
                + " AND created_at IN ('2026-01-01', '2026-03-31 23:59:59.999999')");

    assertThat(expected).hasSize(2);
    assertThat(kept.ids(FieldGroup.POSTS)).contains(expected.get(0), expected.get(1));
  }

  @Test
  void secretsOfThePlatformNeverAppear() {
    Period always = SamplePlatformFixture.period("2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z");
    Kept kept = read(disclose(target, everything(always)));

    assertThat(kept.all()).doesNotContain("sample-secret-");
    assertThat(kept.records.get(FieldGroup.SESSIONS)).hasSizeGreaterThan(600);
    assertThat(kept.all()).contains("2001:db8:").contains("203.0.113.");
  }

  @Test
  void mediaComesByteForByte() throws IOException {
    Kept kept = read(disclose(target, everything(DEMO)));

    assertThat(kept.media).hasSizeGreaterThan(5);
    for (Map.Entry<String, byte[]> file : kept.media.entrySet()) {
      assertThat(file.getKey()).startsWith(Sha256.hash(file.getValue()).hex() + ".");
    }
    for (CanonicalRecord record : kept.records.get(FieldGroup.MEDIA)) {
      ObjectNode object = CanonicalJson.parse(record.line());
      byte[] delivered = kept.media.get(object.get("file").asText());
      assertThat(object.get("file").asText()).startsWith(object.get("digest").asText());
      try (var stored = Files.walk(PLATFORM.media)) {
        Path original =
            stored
                .filter(p -> p.endsWith(object.get("storedName").asText()))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readAllBytes(original)).isEqualTo(delivered);
      }
    }
  }

  @Test
  void countsAgreeWithWhatIsRead() {
    Kept kept = read(disclose(target, everything(DEMO)));
    Counting counting =
        PLATFORM
            .sources()
            .count(
                new ReadGrant.Count(
                    new io.chancery.kernel.GrantId(java.util.UUID.randomUUID()),
                    "social",
                    target,
                    everything(DEMO),
                    Instant.parse("9999-01-01T00:00:00Z"),
                    SamplePlatformFixture.GOOD_SEAL));

    assertThat(counting)
        .isInstanceOfSatisfying(
            Counting.Counted.class,
            counted -> {
              assertThat(counted.notHeld())
                  .containsExactlyInAnyOrder(FieldGroup.SEARCHES, FieldGroup.LOCATION);
              counted
                  .records()
                  .forEach((reach, n) ->
                      assertThat(kept.records.get(reach.group())).hasSize(n.intValue()));
            });
  }

  @Test
  void overlappingPeriodsGiveEachRecordOnce() {
    Period january = SamplePlatformFixture.period("2026-01-01T00:00:00Z", "2026-02-10T00:00:00Z");
    Period rest = SamplePlatformFixture.period("2026-01-20T00:00:00Z", "2026-04-01T00:00:00Z");
    Kept whole = read(disclose(target, only(FieldGroup.POSTS, DEMO)));
    Kept parts =
        read(
            disclose(
                target,
                List.of(
                    new ReadGrant.Reach(FieldGroup.POSTS, rest),
                    new ReadGrant.Reach(FieldGroup.POSTS, january))));

    assertThat(parts.all()).isEqualTo(whole.all());
  }

  @Test
  void theReadersLoginCanNeitherWriteNorSeeSecrets() throws ReadFailed {
    for (String refused :
        List.of(
            "SELECT encrypted_password FROM users",
            "SELECT otp_secret FROM users",
            "SELECT * FROM users",
            "SELECT token FROM oauth_access_tokens",
            "SELECT private_key FROM accounts",
            "SELECT session_id FROM session_activations",
            "SELECT 1 FROM web_settings",
            "SELECT 1 FROM status_edits",
            "DELETE FROM statuses",
            "UPDATE accounts SET note = ''",
            "INSERT INTO blocks (id) VALUES (1)",
            "CREATE TABLE mine (id int)")) {
      String run = SamplePlatformFixture.newRun();
      Grantor.Login login = PLATFORM.grantor().open(run);
      try {
        assertThatThrownBy(() -> execute(PLATFORM.login(login), refused))
            .rootCause()
            .hasMessageMatching(".*(permission denied|read-only transaction).*");
      } finally {
        PLATFORM.grantor().close(run);
      }
    }
  }

  @Test
  void aLoginThatMayWriteIsRefused() {
    SqlConnector tooPowerful =
        new SqlConnector(
            MappingLoader.load(MappingFile.open("mastodon"), SamplePlatform.DOMAIN),
            new PlatformDatabase(
                PLATFORM.postgres.getJdbcUrl("postgres", "platform"),
                "postgres",
                "",
                java.time.Duration.ofSeconds(9),
                10),
            () -> new MediaFolder(PLATFORM.media));
    ReadOutcome outcome =
        PLATFORM
            .sources(
                tooPowerful,
                java.time.Clock.fixed(SamplePlatformFixture.NOW, java.time.ZoneOffset.UTC))
            .disclose(disclose(target, only(FieldGroup.POSTS, DEMO)), new Kept());

    assertThat(outcome).isEqualTo(new ReadOutcome.Failed(1, Failure.LOGIN_TOO_POWERFUL));
  }

  @Test
  void aRightToWriteThatEverybodyHasIsRefusedToo() {
    execute(PLATFORM.owner(), "GRANT UPDATE (note) ON accounts TO PUBLIC");
    try {
      assertThat(
              PLATFORM
                  .sources()
                  .disclose(disclose(target, only(FieldGroup.POSTS, DEMO)), new Kept()))
          .isEqualTo(new ReadOutcome.Failed(1, Failure.LOGIN_TOO_POWERFUL));
    } finally {
      execute(PLATFORM.owner(), "REVOKE UPDATE (note) ON accounts FROM PUBLIC");
    }
  }

  @Test
  void theDemonstrationHoldsWhatItsDocumentSays() {
    Kept kept = new Kept();
    ReadOutcome.Done done =
        (ReadOutcome.Done) PLATFORM.sources().disclose(disclose(target, everything(DEMO)), kept);
    Map<String, Long> counts = new java.util.TreeMap<>();
    done.records().forEach((group, n) -> counts.put(group.key(), n));

    assertThat(counts + " files " + kept.media.size() + " missing " + done.missingFiles())
        .isEqualTo(
            "{devices=4, drafts=0, media=42, messages=151, messages-meta=151, moderation=1,"
                + " posts=167, relations=95, sessions=95, subscriber=2} files 42 missing 0");
  }

  @Test
  void filesOutsideTheFolderCannotBeNamed() throws Exception {
    Path folder = Files.createTempDirectory("folder");
    Files.writeString(folder.resolveSibling(folder.getFileName() + "-outside"), "secret");
    Files.createSymbolicLink(
        folder.resolve("link"), folder.resolveSibling(folder.getFileName() + "-outside"));
    Files.writeString(
        folder.resolve("inside.JPG"),
        "{devices=4, drafts=0, media=42, messages=151, messages-meta=151, moderation=1,"
            + " posts=167, relations=95, sessions=95, subscriber=2} files 42 missing 0");
    MediaFolder media = new MediaFolder(folder);

    assertThat(media.find("inside.JPG").extension()).isEqualTo("jpg");
    assertThat(media.find("../" + folder.getFileName() + "-outside")).isNull();
    assertThat(media.find("/etc/hostname")).isNull();
    assertThat(media.find("link")).isNull();
    assertThat(media.find("nul\0byte")).isNull();
    assertThat(media.find("nothing")).isNull();
  }
}
