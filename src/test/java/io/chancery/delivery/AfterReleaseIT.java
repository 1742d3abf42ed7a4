package io.chancery.delivery;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.path.CaseWalk;
import io.chancery.path.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What can still be done once the first byte is out. */
@QuarkusTest
class AfterReleaseIT {

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "chancery.test.administrator")
  String administrator;

  @ConfigProperty(name = "chancery.test.administrator-password")
  String password;

  @Inject DeletionClock clock;

  @Test
  void aRecallIsToldRemindedTakenUpAndConfirmedByTheAgency() throws Exception {
    CaseWalk walk = delivered();
    String pickup = "/api/v1/pickups/" + walk.token();
    for (String other : List.of(CLERK, CUSTODIAN, OFFICER)) {
      notice(walk, other, "order-quashed").then().statusCode(403);
    }
    notice(walk, APPROVER, "because").then().statusCode(422);
    assertThat(as(OFFICER).post(walk.at("/deletion")).statusCode()).as("nothing").isEqualTo(409);
    notice(walk, APPROVER, "order-quashed").then().statusCode(200);
    assertThat(notice(walk, REVIEWER, "order-quashed").jsonPath().getString("code"))
        .isEqualTo("recall_open");
    assertThat(as(OFFICER).get(walk.at("/letters")).jsonPath().<String>getList("kind"))
        .contains("RECALL_NOTICE");
    assertThat(as(OFFICER).get(pickup + "/file").statusCode()).isEqualTo(410);
    assertThatThrownBy(() ->
            Rows.execute(
                "insert into deletion_event select gen_random_uuid(), id, case_id, 'CONFIRMED', issued_by, now()"
                    + " from recall_notice where case_id = "
                    + id(walk)))
        .hasMessageContaining("somebody of the agency");

    overdue(walk);
    clock.remind();
    clock.remind();
    assertThat(state(walk)).isEqualTo("overdue");
    assertThat(events(walk)).containsOnlyOnce("DeletionReminded");
    assertThat(Browser.of(CLERK).get("/desk/cases/" + walk.reference()).body())
        .contains("Take up a deletion that nobody confirmed");

    Browser officer = Browser.of(OFFICER);
    String here = "/requests/case/" + walk.reference();
    assertThat(officer.get(here).body()).contains("Confirm the deletion", "overdue");
    assertThat(officer.get(here + "/deletion").body())
        .contains("A court quashed the order", "/step-up/");
    for (String other : List.of("hanna.harbour")) {
      assertThat(as(other).post(walk.at("/deletion")).statusCode()).isEqualTo(404);
    }
    as("sofia.supervisor").post(walk.at("/deletion")).then().statusCode(200);
    assertThat(state(walk)).isEqualTo("met");
    as(OFFICER).post(walk.at("/deletion")).then().statusCode(409);
    assertThat(events(walk)).contains("RecallNotified", "DeletionConfirmed");
  }

  @Test
  void aBreachEndsWhatCanStillBeFetchedAndIsShownToTheAuditor() {
    CaseWalk walk = released();
    String pickup = "/api/v1/pickups/" + walk.token();
    String production = walk.reference() + "-P1";
    as(OFFICER).post(pickup + "/opening").then().statusCode(200);
    assertThat(breach(walk, OFFICER, "other", "lost").jsonPath().getString("errors[0].code"))
        .isEqualTo("breach_production");
    assertThat(breach(walk, OFFICER, production, "gone").jsonPath().getString("errors[0].code"))
        .isEqualTo("breach_kind");
    breach(walk, "alma.auditor", production, "lost").then().statusCode(403);
    breach(walk, "hanna.harbour", production, "lost").then().statusCode(404);
    breach(walk, OFFICER, production, "lost").then().statusCode(200);
    breach(walk, CLERK, production, "exposed").then().statusCode(200);
    assertThat(as(OFFICER).get(pickup + "/file").statusCode()).isEqualTo(410);
    assertThat(as(OFFICER).get(walk.at("/breaches")).jsonPath().<String>getList("words"))
        .as("each side reads its own words")
        .containsExactly("", "A stick was left in a train.");
    assertThat(as(CLERK).get(walk.at("/breaches")).jsonPath().<String>getList("words"))
        .containsOnly("A stick was left in a train.");
    assertThat(events(walk)).contains("BreachReported").containsOnlyOnce("GrantWithdrawn");
    Browser auditor = Browser.of("alma.auditor");
    assertThat(auditor.get("/desk/breaches").body())
        .contains(production, "A stick was left in a train.", "The agency");
    assertThat(auditor.get("/desk/cases/" + walk.reference()).body())
        .contains("A copy or its key was lost");
    assertThat(Browser.of(CLERK).get("/desk/breach/" + walk.reference()).body())
        .contains(production);
  }

  private static CaseWalk released() {
    return CaseWalk.submitted(List.of("subscriber"))
        .verify()
        .propose(1)
        .approve()
        .collect()
        .seal()
        .release();
  }

  private static CaseWalk delivered() {
    CaseWalk walk = released();
    String pickup = "/api/v1/pickups/" + walk.token();
    as(OFFICER).post(pickup + "/opening").then().statusCode(200);
    as(OFFICER).get(pickup + "/file").then().statusCode(200);
    return walk.await("DELIVERED");
  }

  private static Response notice(CaseWalk walk, String person, String reason) {
    return walk.post(
        person, "/recall-notice", Map.of("seenVersion", walk.version(), "reason", reason));
  }

  private static Response breach(CaseWalk walk, String person, String production, String kind) {
    return walk.post(
        person,
        "/breaches",
        Map.of(
            "production",
            production,
            "kind",
            kind,
            "noticed",
            LocalDate.now(ZoneOffset.UTC).toString(),
            "words",
            "A stick was left in a train."));
  }

  private static String state(CaseWalk walk) {
    return as(CLERK).get(walk.at("/recall-notice")).then().statusCode(200).extract().path("state");
  }

  private static List<String> events(CaseWalk walk) {
    return as("alma.auditor").get(walk.at("/timeline")).jsonPath().getList("event");
  }

  private static String id(CaseWalk walk) {
    return "(select id from disclosure_case where reference = '" + walk.reference() + "')";
  }

  /** Only the database's superuser can write what the guards forbid. */
  private void overdue(CaseWalk walk) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, administrator, password);
        Statement sql = connection.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute(
          "update recall_notice set issued_at = issued_at - interval '15 days',"
              + " due_at = due_at - interval '15 days' where case_id = "
              + id(walk));
    }
  }
}
