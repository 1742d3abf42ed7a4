package io.chancery.path;

import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.chancery.casework.preservation.PreservationRun;
import io.chancery.collection.CompanionRun;
import io.chancery.kernel.ProposalId;
import io.chancery.retention.RetentionRun;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What is stored and shown to nobody, its terms, and the end of everything that was kept. */
@QuarkusTest
class PreservationIT {
  private static final Pattern TOUCH = Pattern.compile("href=\"(/step-up/agency/begin[^\"]+)\"");

  @Test
  void aPreservationTellsNothingIsRenewedOnceLapsesAndEndsWithItsKey() throws Exception {
    CaseWalk walk = preserved(null);
    CaseWalk nobody = preserved("nobody-of-that-name");
    assertThat(seenByOfficer(walk)).isEqualTo(seenByOfficer(nobody));
    assertThat(seenByOfficer(walk))
        .contains("SnapshotTaken")
        .doesNotContain("CollectionFinished", "SourceAnswered", "TargetResolved");
    JsonPath custodian =
        as(CUSTODIAN).get(walk.at("/collection")).then().statusCode(200).extract().jsonPath();
    assertThat(custodian.getList("artefacts")).isEmpty();
    assertThat(custodian.getString("tasks[0].rows")).isNull();
    assertThat(stored(walk)).isNotEmpty();
    assertThat(mails("PRESERVATION_TAKEN_UP", walk)).isEqualTo(1);

    renewedOnce(walk);
    forgedEndsAreRefused(walk);

    receivedEarlier(walk, 176);
    PreservationRun.now();
    PreservationRun.now();
    assertThat(mails("PRESERVATION_ENDS", walk)).as("once for each end").isEqualTo(1);
    assertThat(walk.status()).isEqualTo("PRESERVED");
    receivedEarlier(walk, 5);
    PreservationRun.now();
    assertThat(walk.status()).isEqualTo("CLOSED");
    assertThat(seenByOfficer(walk)).contains("PreservationExtended", "PreservationLapsed");

    List<Path> files = stored(walk);
    assertThat(files).allMatch(Files::exists);
    agreedOn(walk, "term-over");
    assertThat(files).noneMatch(Files::exists);
    assertThat(one("select identity is null from preservation where case_id = (%s)", walk))
        .isEqualTo("t");
    assertThat(timeline(walk)).contains("DestructionPlanned", "KeyDestroyed");
    lifted(nobody);
  }

  /** Regulation (EU) 2023/1543, Articles 6 and 11. */
  @Test
  void aEuropeanPreservationOrderIsStoredAndExtendedOnceByItsForm() throws Exception {
    Map<String, Object> form = form("nobody-of-that-name");
    form.put("regime", "eu-e-evidence");
    form.put("kind", "epoc-pr");
    form.put("issuerType", "eu-prosecutor");
    form.put(
        "statement",
        Map.of(
            "addressee", "The platform, Sampleton",
            "criminal-provisions", "Section 263 of the Criminal Code"));
    CaseWalk walk = takenUp(CaseWalk.submitted(form).verify());
    renewedOnce(walk);
    assertThat(seenByOfficer(walk)).contains("SnapshotTaken", "PreservationExtended");
    lifted(walk);
  }

  @Test
  void aDeliveredProductionIsErasedByTwoPeopleWhenItsTimeIsOver() throws Exception {
    CaseWalk walk =
        CaseWalk.submitted(List.of("subscriber"))
            .verify()
            .propose(1)
            .approve()
            .collect()
            .seal()
            .release();
    String token = walk.token();
    as(OFFICER).post("/api/v1/pickups/" + token + "/opening").then().statusCode(200);
    as(OFFICER).get("/api/v1/pickups/" + token + "/file").then().statusCode(200);
    walk.await("DELIVERED");
    String here = "/desk/retention/" + walk.reference();
    Browser custodian = Browser.of(CUSTODIAN);
    assertThat(proposed(custodian, walk, "kept-long-enough").status()).isEqualTo(409);
    assertThat(custodian.get("/desk/retention").body()).doesNotContain(walk.reference());

    administrator("update step_taken set at = at - interval '91 days' where case_id = (%s)", walk);
    assertThat(custodian.get("/desk/retention").body()).contains(here);
    List<Path> files = stored(walk);
    assertThat(files).isNotEmpty().allMatch(Files::exists);
    Browser.Page proposal = proposed(custodian, walk, "kept-long-enough");
    assertThat(proposal.status()).isEqualTo(200);
    assertThatThrownBy(() -> GrantedRights.confirmed(id(proposal), staff(CUSTODIAN)))
        .as("the custodian alone");
    GrantedRights.confirmed(id(proposal), GrantedRights.ARNO);
    RetentionRun.now();
    assertThat(files).noneMatch(Files::exists);
    assertThat(one("select status from production where case_id = (%s)", walk)).isEqualTo("PURGED");
    assertThat(timeline(walk)).contains("ProductionPurged");
    assertThat(as(OFFICER).post("/api/v1/pickups/" + token + "/opening").statusCode())
        .isEqualTo(410);
    assertThat(as(OFFICER).get("/api/v1/pickups/" + token + "/file").statusCode()).isEqualTo(410);
    assertThat(custodian.get("/desk/retention").body()).doesNotContain(walk.reference());
    assertThat(proposed(custodian, walk, "kept-long-enough").status()).isEqualTo(409);
  }

  /**
   * What opens with a request is stored by the portal before anybody has looked; nothing else is.
   */
  @Test
  void aCompanionIsStoredAtOnceAndAnOrdinaryRequestIsNot() throws Exception {
    CaseWalk order = CaseWalk.submitted(List.of("subscriber"));
    CaseWalk companion = CaseWalk.submitted(form(null));
    CaseWalk alone = CaseWalk.submitted(form(null));
    Rows.execute(
        "insert into case_link values (gen_random_uuid(), (%s), (%s), 'companion-of', now())"
            .formatted(of(companion), of(order)));
    CompanionRun.queued(UUID.fromString(one("%s", alone)));
    CompanionRun.queued(UUID.fromString(one("%s", companion)));
    companion.await("PRESERVED");
    assertThat(timeline(companion)).contains("SnapshotTaken").doesNotContain("RequestVerified");
    assertThat(alone.status()).isEqualTo("SUBMITTED");
    assertThat(stored(alone)).isEmpty();
  }

  /** Verified, stored, and nothing decided: a proposal to hand over is refused. */
  private static CaseWalk preserved(String username) {
    CaseWalk walk = CaseWalk.submitted(form(username)).verify();
    if (username == null) {
      as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
      walk.post(
              REVIEWER,
              "/proposal",
              Map.of("seenVersion", walk.version(), "items", List.of(denied(1), denied(2))))
          .then()
          .statusCode(409);
    }
    return takenUp(walk);
  }

  private static CaseWalk takenUp(CaseWalk walk) {
    walk.post(CUSTODIAN, "/collection", Map.of("seenVersion", walk.version()))
        .then()
        .statusCode(200);
    return walk.await("PRESERVED");
  }

  private static Map<String, Object> form(String username) {
    Map<String, Object> form =
        new HashMap<>(Fixtures.openRequest(CaseWalk.newDocket(), List.of("subscriber", "posts")));
    form.put("kind", "preservation-2703f");
    form.put("issuerType", "law-enforcement-agency");
    if (username != null) {
      @SuppressWarnings("unchecked")
      Map<String, Object> target =
          new HashMap<>(((List<Map<String, Object>>) form.get("targets")).getFirst());
      target.put("identifier", username);
      form.put("targets", List.of(target));
    }
    return form;
  }

  private static Map<String, Object> denied(int item) {
    return Map.of("item", item, "outcome", "DENY", "reason", "not-held", "explanation", "in words");
  }

  private static void renewedOnce(CaseWalk walk) {
    String here = "/requests/case/" + walk.reference() + "/preservation";
    Browser officer = Browser.of(OFFICER);
    for (boolean first : List.of(true, false)) {
      Browser.Page page = officer.get(here);
      Matcher touch = TOUCH.matcher(page.body());
      assertThat(touch.find()).as("a further renewal is offered").isEqualTo(first);
      if (first) {
        Browser.Page form = officer.get(touch.group(1).replace("&amp;", "&"));
        officer.post(form, here, Map.of("seenVersion", String.valueOf(walk.version())));
      }
    }
    assertThat(walk.status()).isEqualTo("PRESERVED");
    assertThat(seenByOfficer(walk)).contains("PreservationExtended");
    assertThat(Browser.of("hanna.harbour").get(here).status()).isEqualTo(404);
  }

  /** With the application's own login, past every rule of the application. */
  private static void forgedEndsAreRefused(CaseWalk walk) {
    String id = "(select id from disclosure_case where reference = '" + walk.reference() + "')";
    for (String forged :
        List.of(
            "update disclosure_case set status = 'CLOSED' where id = " + id,
            "update preservation set identity = null, wrapped_key = null where case_id = " + id,
            "insert into planned_act values (gen_random_uuid(), "
                + id
                + ", 'LIFT', 'order-refused', now(), now())")) {
      assertThatThrownBy(() -> Rows.execute(forged))
          .as(forged)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("two people");
    }
  }

  /** A colleague objects to the first agreement; the second is done. */
  private static void lifted(CaseWalk walk) throws Exception {
    Browser custodian = Browser.of(CUSTODIAN);
    GrantedRights.confirmed(
        id(proposed(custodian, walk, "requested-in-error")), GrantedRights.ARNO);
    String here = "/desk/retention/" + walk.reference();
    custodian.post(custodian.get(here), here + "/objection", Map.of());
    RetentionRun.now();
    assertThat(walk.status()).isEqualTo("PRESERVED");
    agreedOn(walk, "requested-in-error");
    assertThat(walk.status()).isEqualTo("CLOSED");
    assertThat(timeline(walk)).containsSubsequence("DestructionStopped", "HoldLifted");
  }

  private static void agreedOn(CaseWalk walk, String reason) throws Exception {
    Browser.Page proposal = proposed(Browser.of(CUSTODIAN), walk, reason);
    assertThat(proposal.status()).isEqualTo(200);
    GrantedRights.confirmed(id(proposal), GrantedRights.ARNO);
    RetentionRun.now();
  }

  private static Browser.Page proposed(Browser custodian, CaseWalk walk, String reason) {
    String here = "/desk/retention/" + walk.reference();
    return custodian.post(
        custodian.get("/desk/directory/own/emergency"),
        here,
        Map.of("code", reason, "reason", "as the rules of the house have it"));
  }

  private static ProposalId id(Browser.Page page) {
    String path = page.uri().getPath();
    return new ProposalId(UUID.fromString(path.substring(path.lastIndexOf('/') + 1)));
  }

  private static io.chancery.access.Actor staff(String username) {
    return GrantedRights.staff(username, io.chancery.access.Role.CUSTODIAN);
  }

  private static List<String> timeline(CaseWalk walk) {
    return as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
  }

  private static List<String> seenByOfficer(CaseWalk walk) {
    return as(OFFICER).get(walk.at("/timeline")).then().statusCode(200).extract().path("event");
  }

  private static int mails(String kind, CaseWalk walk) throws SQLException {
    return Integer.parseInt(
        Rows.one(
            "select count(*) from outbox where kind = '%s' and reference = '%s'"
                .formatted(kind, walk.reference())));
  }

  /** Every file of the vault that was read or packed for the case. */
  private static List<Path> stored(CaseWalk walk) throws SQLException {
    Path vault =
        Path.of(ConfigProvider.getConfig().getValue("chancery.vault.folder", String.class));
    String keys =
        one(
            "select coalesce(string_agg(k, ' '), '') from (select vault_key as k from"
                + " collected_artefact where case_id = (%1$s) union select vault_key from"
                + " production where vault_key is not null and case_id = (%1$s)) x",
            walk);
    return keys.isEmpty()
        ? List.of()
        : java.util.Arrays.stream(keys.split(" ")).map(vault::resolve).toList();
  }

  private static String one(String query, CaseWalk walk) throws SQLException {
    return Rows.one(query.formatted(of(walk)));
  }

  private static String of(CaseWalk walk) {
    return "select id from disclosure_case where reference = '" + walk.reference() + "'";
  }

  /** As if it had come so many days earlier; what was computed from it moves along. */
  private static void receivedEarlier(CaseWalk walk, int days) throws SQLException {
    String earlier = " - interval '" + days + " days'";
    administrator("update clock_event set at = at" + earlier + " where case_id = (%s)", walk);
    administrator(
        "update disclosure_case set next_clock_at = next_clock_at" + earlier + " where id = (%s)",
        walk);
  }

  /** With the rights of the tables' owner and past their triggers, as nobody in the portal can. */
  private static void administrator(String statement, CaseWalk walk) throws SQLException {
    Config config = ConfigProvider.getConfig();
    try (Connection connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("chancery.test.administrator", String.class),
                config.getValue("chancery.test.administrator-password", String.class));
        Statement sql = connection.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute(statement.formatted(of(walk)));
    }
  }
}
