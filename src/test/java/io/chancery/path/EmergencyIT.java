package io.chancery.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The forged emergency and the real one (product.md, story 4). */
@QuarkusTest
class EmergencyIT {
  private static final String SUPERVISOR = "sofia.supervisor";
  private static final String METRO = "01930000-0000-7000-8000-000000000201";
  private static final String OLIVIA = "01930000-0000-7000-8000-000000000001";
  private static final List<String> TEST =
      List.of(
          "emergency-exists",
          "danger-of-death-or-serious-injury",
          "without-delay",
          "relating-to-emergency");

  @AfterEach
  void oliviaIsSeasonedAgain() throws SQLException {
    Rows.execute(
        "update officer set verified_at = now() - interval '90 days' where id = '" + OLIVIA + "'");
  }

  @Test
  void aBoughtLoginOnProbationOpensNoEmergency() throws SQLException {
    Rows.execute("update officer set verified_at = null where id = '" + OLIVIA + "'");
    long before = refusals();
    String draft = draft();
    CaseWalk.as(CaseWalk.OFFICER)
        .post("/api/v1/requests/" + draft + "/submission")
        .then()
        .statusCode(409)
        .body("code", equalTo("probation_emergency"));
    assertThat(refusals()).isEqualTo(before + 1);
  }

  @Test
  void eachPartOfTheTestIsAnsweredInWords() {
    Map<String, Object> form = form();
    form.put("statement", Map.of("emergency-exists", "a child is missing"));
    String draft = CaseWalk.draftOf(form, Fixtures.warrant((String) form.get("docket")));
    CaseWalk.as(CaseWalk.OFFICER)
        .post("/api/v1/requests/" + draft + "/submission")
        .then()
        .statusCode(422)
        .body("errors.size()", equalTo(3))
        .body("errors[0].field", equalTo("statement.danger-of-death-or-serious-injury"));
  }

  @Test
  void nothingButBothRowsLetsAnEmergencyIntoReview() throws SQLException {
    CaseWalk walk = submitted();
    checks(walk);
    refuse(walk, "/verification", seen(walk), "guard_SUPERVISOR_MISSING");
    walk.post(
            CaseWalk.CLERK,
            "/checks",
            Map.of("name", "supervisor-confirmed", "passed", true, "evidence", "waived"))
        .then()
        .statusCode(422);
    walk.post(CaseWalk.CLERK, "/confirmation", confirmation(true)).then().statusCode(403);
    walk.post(SUPERVISOR, "/confirmation", confirmation(true)).then().statusCode(204);
    refuse(walk, "/verification", seen(walk), "guard_CALL_BACK_MISSING");
    UUID young = UUID.randomUUID();
    Rows.asAdministrator(
        "insert into contact_number (id, agency_id, number, source, recorded_at) values ('"
            + young
            + "', '"
            + METRO
            + "', '+12025550999', 'the request itself', now())");
    refuse(walk, "/call-back", call(young.toString()), "guard_NUMBER_TOO_YOUNG");
    assertThat(refusedSteps(walk)).contains("SUPERVISOR_MISSING", "CALL_BACK_MISSING");
    assertThat(refusedSteps(walk)).contains("NUMBER_TOO_YOUNG");
    // The second line: neither the case nor the row that it needs goes past the database.
    String id = "(select id from disclosure_case where reference = '" + walk.reference() + "')";
    assertThatThrownBy(
            () -> Rows.execute("update disclosure_case set status = 'IN_REVIEW' where id = " + id))
        .hasMessageContaining("supervisor's confirmation and a call-back");
    assertThatThrownBy(
            () -> Rows.execute("update disclosure_case set emergency = false where id = " + id))
        .hasMessageContaining("decided when it opens");
    assertThatThrownBy(() ->
            Rows.execute(
                "insert into call_back select '"
                    + young
                    + "', "
                    + id
                    + ", '"
                    + young
                    + "', 'CONFIRMED', 'forged', (select id from staff_member limit 1), now()",
                "insert into emergency_verification select case_id, id, '"
                    + young
                    + "', now() from emergency_confirmation where case_id = "
                    + id))
        .hasMessageContaining("a number of age");
    Rows.asAdministrator("delete from contact_number where id = '" + young + "'");
  }

  @Test
  void aSupervisorWhoDeniesEndsIt() {
    CaseWalk walk = submitted();
    checks(walk);
    walk.post(SUPERVISOR, "/confirmation", confirmation(false)).then().statusCode(204);
    walk.post(SUPERVISOR, "/confirmation", confirmation(true)).then().statusCode(409);
    walk.post(CaseWalk.CLERK, "/call-back", call(number())).then().statusCode(204);
    refuse(walk, "/verification", seen(walk), "guard_SUPERVISOR_MISSING");
  }

  @Test
  void aRealEmergencyIsReleasedByAsManyPeopleAndOwesItsProcess() throws Exception {
    CaseWalk walk = submitted();
    Browser sofia = Browser.of(SUPERVISOR);
    assertThat(sofia.get("/agency/confirmations").body()).contains(walk.reference());
    assertThat(sofia.get("/agency/confirmations/" + walk.reference()).body())
        .contains("in my own words: without-delay");
    assertThat(Browser.of(CaseWalk.CLERK).get("/desk").body()).contains("Emergency");
    checks(walk);
    walk.post(SUPERVISOR, "/confirmation", confirmation(true)).then().statusCode(204);
    walk.post(CaseWalk.CLERK, "/call-back", call(number())).then().statusCode(204);
    walk.post(CaseWalk.CLERK, "/verification", seen(walk)).then().statusCode(200);

    CaseWalk.as(CaseWalk.REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    proposal(walk).then().statusCode(422);
    test(walk, "without-delay").then().statusCode(204);
    proposal(walk).then().statusCode(422).body("errors[0].code", equalTo("beyond_reach"));
    test(walk, "").then().statusCode(204);
    assertThat(Browser.of(CaseWalk.REVIEWER).get("/desk/review/" + walk.reference()).body())
        .contains("in my own words: without-delay", "found to hold");
    proposal(walk).then().statusCode(200);
    assertThat(Browser.of(CaseWalk.APPROVER).get("/desk/approval/" + walk.reference()).body())
        .contains("found to hold");
    // Two people, also now: who proposed has not approved.
    walk.approve().collect().seal().release();

    owed(walk, "open");
    assertThat(Browser.of(CaseWalk.OFFICER).get("/requests/case/" + walk.reference()).body())
        .contains("Legal process after the emergency");
    walk.post(CaseWalk.OFFICER, "/follow-up", Map.of("followUp", walk.reference()))
        .then()
        .statusCode(422);
    String process = CaseWalk.submitted(List.of("subscriber")).reference();
    walk.post(CaseWalk.OFFICER, "/follow-up", Map.of("followUp", process)).then().statusCode(200);
    owed(walk, "met");
  }

  @Test
  void anAgencyThatOwesAProcessOpensNoFurtherEmergency() throws SQLException {
    CaseWalk owing = submitted();
    String row =
        "insert into obligation select id, agency_id, now() - interval '1 day', 'test', now()"
            + " from disclosure_case where reference = '"
            + owing.reference()
            + "'";
    Rows.execute(row);
    String draft = draft();
    CaseWalk.as(CaseWalk.OFFICER)
        .post("/api/v1/requests/" + draft + "/submission")
        .then()
        .statusCode(409)
        .body("code", equalTo("emergency_debts"));
    owed(owing, "overdue");
    assertThat(Browser.of(CaseWalk.CLERK).get("/desk/cases/" + owing.reference()).body())
        .contains("/desk/obligations/" + owing.reference())
        .doesNotContain("the day of receipt is not counted");
    Browser.Page overdue = Browser.of(CaseWalk.CLERK).get("/desk/obligations/" + owing.reference());
    assertThat(overdue.status()).isEqualTo(200);
    assertThat(overdue.body()).contains("Take up the missing process");
    String process = CaseWalk.submitted(List.of("subscriber")).reference();
    owing.post(CaseWalk.OFFICER, "/follow-up", Map.of("followUp", process)).then().statusCode(200);
    CaseWalk.as(CaseWalk.OFFICER)
        .post("/api/v1/requests/" + draft + "/submission")
        .then()
        .statusCode(201);
  }

  private static void owed(CaseWalk walk, String state) {
    CaseWalk.as(CaseWalk.OFFICER)
        .get(walk.at("/follow-up"))
        .then()
        .statusCode(200)
        .body("state", equalTo(state));
  }

  private static io.restassured.response.Response proposal(CaseWalk walk) {
    return walk.post(
        CaseWalk.REVIEWER,
        "/proposal",
        Map.of(
            "seenVersion",
            walk.version(),
            "items",
            List.of(Map.of("item", 1, "outcome", "GRANT", "reason", "within-instrument"))));
  }

  private static io.restassured.response.Response test(CaseWalk walk, String failing) {
    return walk.post(
        CaseWalk.REVIEWER,
        "/conditions",
        Map.of(
            "answers",
            TEST.stream()
                .map(part ->
                    Map.of("part", part, "holds", !part.equals(failing), "words", "found to hold"))
                .toList()));
  }

  private static void checks(CaseWalk walk) {
    for (String check : List.of("requester-identity", "instrument-authentic", "scope-legible")) {
      walk.post(
              CaseWalk.CLERK,
              "/checks",
              Map.of("name", check, "passed", true, "evidence", "seen and compared"))
          .then()
          .statusCode(200);
    }
  }

  private static void refuse(CaseWalk walk, String rest, Map<String, Object> body, String guard) {
    walk.post(CaseWalk.CLERK, rest, body).then().statusCode(409).body("code", equalTo(guard));
  }

  private static Map<String, Object> seen(CaseWalk walk) {
    return Map.of("seenVersion", walk.version());
  }

  private static Map<String, Object> confirmation(boolean confirmed) {
    return Map.of("confirmed", confirmed, "words", "I lead this search");
  }

  private static Map<String, Object> call(String number) {
    return Map.of(
        "number", number, "outcome", "CONFIRMED", "evidence", "the watch officer confirmed it");
  }

  private static String number() {
    try {
      return Rows.one(
          "select id from contact_number where agency_id = '"
              + METRO
              + "' and recorded_at < now() - interval '31 days' and retired_at is null");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static long refusals() throws SQLException {
    return Long.parseLong(
        String.valueOf(
            Rows.one(
                "select count(*) from custody.entry where convert_from(bytes, 'UTF8') like"
                    + " '%ActRefused%probation_emergency%'")));
  }

  private static String refusedSteps(CaseWalk walk) throws SQLException {
    return String.valueOf(
        Rows.one(
            "select string_agg(convert_from(bytes, 'UTF8'), ' ') from custody.entry where"
                + " convert_from(bytes, 'UTF8') like '%StepRefused%' and convert_from(bytes,"
                + " 'UTF8') like '%"
                + walk.reference()
                + "%'"));
  }

  private static CaseWalk submitted() {
    return CaseWalk.submitted(form());
  }

  private static String draft() {
    Map<String, Object> form = form();
    return CaseWalk.draftOf(form, Fixtures.warrant((String) form.get("docket")));
  }

  private static Map<String, Object> form() {
    Map<String, Object> form =
        new HashMap<>(Fixtures.request(CaseWalk.newDocket(), List.of("subscriber")));
    form.put("kind", "emergency-records");
    form.put("issuerType", "law-enforcement-agency");
    form.put(
        "statement",
        TEST.stream().collect(Collectors.toMap(part -> part, part -> "in my own words: " + part)));
    return form;
  }
}
