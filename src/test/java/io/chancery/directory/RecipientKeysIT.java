package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.access.Actor;
import io.chancery.access.TestActing;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.RecipientKeyId;
import io.chancery.keys.RecipientFixture;
import io.chancery.packaging.Tools;
import io.chancery.path.CaseWalk;
import io.chancery.path.Rows;
import io.chancery.platform.Problem;
import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.ForbiddenException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a key comes to be trusted, by whom it is stopped, and what a key that ended ends. */
@QuarkusTest
class RecipientKeysIT {
  private static final Pattern TOUCH = Pattern.compile("href=\"(/step-up/[^\"]+)\"");
  private static final Pattern CHALLENGE =
      Pattern.compile("<pre[^>]*>(-----BEGIN.*?)</pre>", Pattern.DOTALL);

  /** The default; tests do not shorten it. */
  private static final Duration COOL_DOWN = Duration.ofDays(7);

  private Path folder;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "chancery.test.administrator")
  String administrator;

  @ConfigProperty(name = "chancery.test.administrator-password")
  String password;

  @Inject RecipientKeys keys;
  @Inject RecordedStanding standing;

  @BeforeEach
  void folderOfTheAgency() throws IOException {
    folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "agency");
  }

  @Test
  void aSupervisorRegistersAndProvesByPagesAndAClerkConfirmsByCallBack() throws Exception {
    RecipientFixture.Pair pair = RecipientFixture.age(folder);
    Browser supervisor = Browser.of("sofia.supervisor");
    assertThat(supervisor.get("/agency/keys").body()).contains("In use", "/agency/keys/new");
    Browser.Page form = touch(supervisor, "/agency/keys/new");
    Browser.Page wrong =
        supervisor.post(
            form,
            "/agency/keys",
            Map.of("kind", "AGE", "purpose", "agency", "recipient", "age1-not-a-recipient"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("<title>Error:", "href=\"#recipient\"", "begins with age1")
        .contains("age1-not-a-recipient");
    Browser.Page page =
        supervisor.post(
            wrong,
            "/agency/keys",
            Map.of("kind", "AGE", "purpose", "agency", "recipient", pair.typed()));
    assertThat(page.body()).contains("Waits for its proof", "age -d -i key.txt challenge.txt");
    String here = page.uri().getPath();
    RecipientKeyId id = RecipientKeyId.parse(here.substring(here.lastIndexOf('/') + 1));

    Matcher challenge = CHALLENGE.matcher(page.body());
    assertThat(challenge.find()).isTrue();
    Browser.Page differs = supervisor.post(page, here + "/proof", Map.of("answer", "0".repeat(32)));
    assertThat(differs.status()).isEqualTo(422);
    assertThat(differs.body()).contains("href=\"#answer\"", "Attempts left: 4");
    page =
        supervisor.post(
            page, here + "/proof", Map.of("answer", pair.open(challenge.group(1)).strip()));
    assertThat(page.body()).contains("cooling down").doesNotContain("-----BEGIN");
    assertThat(Browser.of("hanna.harbour").get(here).status()).isEqualTo(404);

    Browser clerk = Browser.of(CaseWalk.CLERK);
    assertThat(clerk.get("/desk/keys").body()).contains("Metro Police", "cooling down");
    assertThat(clerk.get("/desk/keys/" + id).body()).doesNotContain("/confirmation");
    assertThat(code(() -> as(CaseWalk.CLERK, () -> confirm(id, true)))).isEqualTo("key_cooling");

    older(id, COOL_DOWN.minusMinutes(1));
    assertThat(code(() -> as(CaseWalk.CLERK, () -> confirm(id, true)))).isEqualTo("key_cooling");
    older(id, Duration.ofMinutes(1));
    assertThat(code(() -> as("sofia.supervisor", () -> confirm(id, true))))
        .isEqualTo("key_four_eyes");
    assertThat(code(() -> as(CaseWalk.CLERK, () -> confirm(id, false))))
        .isEqualTo("key_not_called_back");
    assertThatThrownBy(() -> TestActing.as(actor(CaseWalk.CLERK), () -> confirm(id, true)))
        .as("nobody touched a passkey")
        .isInstanceOf(ForbiddenException.class);
    assertThat(usable(id)).isFalse();
    as(CaseWalk.CLERK, () -> confirm(id, true));
    assertThat(usable(id)).isTrue();
    as("sofia.supervisor", () -> revoke(id));
    assertThat(usable(id)).isFalse();
    assertThat(code(() -> as("sofia.supervisor", () -> register(pair))))
        .isEqualTo("recipient_known");

    String fingerprint = as("sofia.supervisor", () -> keys.one(id).fingerprint());
    assertThat(
            Rows.one(
                "select string_agg(convert_from(bytes, 'UTF8')::json ->> 'event', ' ' order by at) from custody.entry"
                    + " where convert_from(bytes, 'UTF8') like '%"
                    + fingerprint
                    + "%'"))
        .isEqualTo(
            "RecipientKeyRegistered RecipientKeyProven RecipientKeyConfirmed RecipientKeyRevoked");
  }

  @Test
  void fiveWrongAnswersOrADayEndAChallengeAndAnotherCanBeMade() throws Exception {
    RecipientFixture.Pair pair = RecipientFixture.age(folder);
    RecipientKeyId id = as("sofia.supervisor", () -> register(pair));
    String first = challenge(id);
    for (int attempt = 0; attempt < RecipientKeys.ATTEMPTS; attempt++) {
      assertThat(code(() -> as("sofia.supervisor", () -> prove(id, "guess"))))
          .isEqualTo("challenge_differs");
    }
    assertThat(code(() -> as("sofia.supervisor", () -> prove(id, pair.open(first)))))
        .isEqualTo("challenge_over");
    as("sofia.supervisor", () -> again(id));
    String second = challenge(id);
    assertThat(code(() -> as("sofia.supervisor", () -> prove(id, pair.open(first)))))
        .isEqualTo("challenge_differs");
    Rows.execute(
        "update recipient_key set challenge_until = challenge_until - interval '24 hours' where id = '"
            + id
            + "'");
    assertThat(code(() -> as("sofia.supervisor", () -> prove(id, pair.open(second)))))
        .isEqualTo("challenge_over");
    as("sofia.supervisor", () -> again(id));
    String third = challenge(id);
    as("sofia.supervisor", () -> prove(id, pair.open(third)));
    assertThat(code(() -> as("sofia.supervisor", () -> prove(id, pair.open(third)))))
        .isEqualTo("key_not_unproven");
    as("sofia.supervisor", () -> revoke(id));
  }

  @Test
  void anOpenPgpKeyOpensItsPackageAndOnceEndedStopsReleaseAndFetching() throws Exception {
    RecipientFixture.Pair pair =
        RecipientFixture.openPgp(folder, "ed25519 cv25519", "20261101T000000");
    RecipientKeyId id = usableKey(pair);
    CaseWalk released = CaseWalk.submitted(List.of("posts"));
    released.verify().propose(1).approve().collect().seal().release();
    CaseWalk sealed = CaseWalk.submitted(List.of("posts"));
    sealed.verify().propose(1).approve().collect().seal().awaitCheckpoint();
    String shown =
        CaseWalk.as(CaseWalk.RELEASER)
            .get(sealed.at("/sealed"))
            .then()
            .extract()
            .path("ciphertext");

    String pickup = "/api/v1/pickups/" + released.token();
    assertThat(CaseWalk.as(CaseWalk.OFFICER).get(pickup + "/envelope").statusCode())
        .as("before it is opened")
        .isEqualTo(403);
    String name =
        CaseWalk.as(CaseWalk.OFFICER)
            .post(pickup + "/opening")
            .then()
            .statusCode(200)
            .extract()
            .path("envelope");
    assertThat(name).isEqualTo(released.reference() + "-P1.key.metro-police.asc");
    Files.write(
        folder.resolve("envelope"),
        CaseWalk.as(CaseWalk.OFFICER)
            .get(pickup + "/envelope")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray());
    Files.copy(inTheVault(released), folder.resolve("package.age"));
    Tools.run(
        folder,
        pair.decrypt()
            + " < envelope | age -d -i - package.age > package.zip && unzip -tqq package.zip",
        "age",
        "unzip");
    RecipientFixture.endAgent(folder);

    as(CaseWalk.CLERK, () -> revoke(id));

    var refused =
        sealed.post(
            CaseWalk.RELEASER, "/release", Map.of("seenVersion", sealed.version(), "shown", shown));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.jsonPath().getString("code")).isEqualTo("guard_NO_RECIPIENT_KEY");
    for (String what : List.of("/file", "/envelope")) {
      var fetching = CaseWalk.as(CaseWalk.OFFICER).get(pickup + what);
      assertThat(fetching.statusCode()).as(what).isEqualTo(409);
      assertThat(fetching.jsonPath().getString("code")).isEqualTo("sealed_key_over");
    }
  }

  @Test
  void theDatabaseRefusesOnePersonAndAnotherKey() throws Exception {
    RecipientFixture.Pair pair = RecipientFixture.age(folder);
    RecipientKeyId id = as("sofia.supervisor", () -> register(pair));
    String row = " where id = '" + id + "'";
    String two = "needs a proof and another person";
    forged(
        "update recipient_key set confirmed_at = now(), confirmed_by = registered_by" + row, two);
    forged(
        "update recipient_key set proven_at = now(), proven_by = registered_by, confirmed_at = now(),"
            + " confirmed_by = registered_by"
            + row,
        two);
    forged(
        "update recipient_key set proven_at = now(), proven_by = registered_by, confirmed_at = now(),"
            + " confirmed_by = (select o.id from officer o where o.agency_id <> recipient_key.agency_id limit 1)"
            + row,
        two);
    forged("update recipient_key set recipient = 'age1other'" + row, "stays what was registered");
    as("sofia.supervisor", () -> revoke(id));
    forged(
        "update recipient_key set revoked_at = null, revoked_by = null" + row,
        "stays what was registered");
  }

  /** The file itself, without the transfer that would complete the hand-over. */
  private static Path inTheVault(CaseWalk walk) throws Exception {
    String key =
        Rows.one(
            "select vault_key from production p join disclosure_case c on c.id = p.case_id where reference = '"
                + walk.reference()
                + "'");
    Path vault =
        Path.of(ConfigProvider.getConfig().getValue("chancery.vault.folder", String.class));
    try (var files = Files.walk(vault)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(key))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void forged(String statement, String reason) {
    assertThatThrownBy(() -> Rows.execute(statement)).hasMessageContaining(reason);
  }

  /** Registered and proven by the supervisor, confirmed by a colleague after its cool-down. */
  private RecipientKeyId usableKey(RecipientFixture.Pair pair) throws Exception {
    RecipientKeyId id = as("sofia.supervisor", () -> register(pair));
    as("sofia.supervisor", () -> prove(id, pair.open(keys.one(id).challenge())));
    older(id, COOL_DOWN);
    as("oscar.officer", () -> confirm(id, false));
    assertThat(usable(id)).isTrue();
    return id;
  }

  /**
   * Lets a key grow older. The portal's clock stays: the ledger would keep entries of that time.
   * Only the database's superuser can write what the guards forbid.
   */
  private void older(RecipientKeyId id, Duration by) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, administrator, password);
        Statement sql = connection.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute(
          "update recipient_key set registered_at = registered_at - interval '"
              + by.toSeconds()
              + " seconds' where id = '"
              + id
              + "'");
    }
  }

  private RecipientKeyId register(RecipientFixture.Pair pair) {
    return keys.register(pair.kind(), KeyPurpose.AGENCY, pair.typed());
  }

  private Void again(RecipientKeyId id) {
    keys.challengeAgain(id);
    return null;
  }

  private Void prove(RecipientKeyId id, String answer) {
    keys.prove(id, answer);
    return null;
  }

  private Void confirm(RecipientKeyId id, boolean calledBack) {
    keys.confirm(id, keys.one(id).fingerprint(), calledBack);
    return null;
  }

  private Void revoke(RecipientKeyId id) {
    keys.revoke(id, "replaced");
    return null;
  }

  private String challenge(RecipientKeyId id) throws Exception {
    return as("sofia.supervisor", () -> keys.one(id).challenge());
  }

  private boolean usable(RecipientKeyId id) throws Exception {
    return as(
        "sofia.supervisor",
        () -> {
          AgencyId agency = actor("sofia.supervisor").agency();
          String fingerprint = keys.one(id).fingerprint();
          return QuarkusTransaction.requiringNew().call(() -> keys.usable(agency, fingerprint));
        });
  }

  private <T> T as(String username, Callable<T> work) throws Exception {
    return TestActing.touched(actor(username), work);
  }

  private Actor actor(String username) {
    SeededPerson person =
        SeededPerson.ALL.stream()
            .filter(p -> p.username().equals(username))
            .findFirst()
            .orElseThrow();
    return standing.actor(person.realm(), person.subject().toString(), "test").orElseThrow();
  }

  private static String code(Callable<?> act) {
    try {
      act.call();
    } catch (Problem problem) {
      return problem.errors().isEmpty() ? problem.code() : problem.errors().getFirst().code();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("nothing was refused");
  }

  private static Browser.Page touch(Browser browser, String here) {
    Matcher touch = TOUCH.matcher(browser.get(here).body());
    assertThat(touch.find()).isTrue();
    return browser.get(touch.group(1).replace("&amp;", "&"));
  }
}
