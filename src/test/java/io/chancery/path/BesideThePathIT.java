package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.RELEASER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions, stops, conflicts, notes and events: what happens beside a case's steps. */
@QuarkusTest
class BesideThePathIT {
  private static final String SECRET = "Which of the two accounts of that name do you mean?";

  @Test
  void aQuestionBlocksTheProposalUntilItsAnswerAndTellsNobodyElse() {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber")).verify();
    String here = "/desk/clarifications/" + walk.reference();
    Browser reviewer = Browser.of(REVIEWER);
    assertThat(
            reviewer.post(reviewer.get(here), here, Map.of("reason", "", "question", "")).status())
        .isEqualTo(422);
    reviewer.post(
        reviewer.get(here), here, Map.of("reason", "identifier-unclear", "question", SECRET));
    assertThat(reviewer.get("/desk/cases/" + walk.reference()).body()).contains(SECRET);

    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    Map<String, Object> proposal =
        Map.of(
            "seenVersion",
            walk.version(),
            "items",
            List.of(Map.of("item", 1, "outcome", "GRANT", "reason", "within-instrument")));
    JsonPath refused =
        walk.post(REVIEWER, "/proposal", proposal).then().statusCode(409).extract().jsonPath();
    assertThat(refused.getString("detail")).contains("question");

    assertThat(as("hanna.harbour").get(walk.at("/questions")).statusCode()).isEqualTo(404);
    Browser officer = Browser.of("oscar.officer");
    String theirs = "/requests/case/" + walk.reference();
    assertThat(officer.get(theirs).body()).contains(theirs + "/questions");
    Browser.Page page = officer.get(theirs + "/questions");
    assertThat(page.body()).contains(SECRET).doesNotContain("Rita");
    assertThat(officer.post(page, theirs + "/questions/1", Map.of("answer", " ")).status())
        .isEqualTo(422);
    officer.post(page, theirs + "/questions/1", Map.of("answer", "The one with the number 110."));
    assertThat(
            as(OFFICER)
                .body(Map.of("answer", "again"))
                .post(walk.at("/questions/1/answer"))
                .statusCode())
        .isEqualTo(409);
    walk.propose(1);
    List<String> events =
        as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
    assertThat(events)
        .containsSubsequence("ClarificationAsked", "StepRefused", "ClarificationAnswered");
    assertThat(as(OFFICER).get(walk.at("/timeline")).body().asString()).doesNotContain("110");
  }

  @Test
  void aStopKeepsWhatWasReleasedUntilAnotherApproverLiftsIt() throws SQLException {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber")).verify().propose(1).approve();
    String here = "/desk/suspensions/" + walk.reference();
    Browser approver = Browser.of(APPROVER);
    assertThat(approver.post(approver.get(here), here, filing("because", "2026-11-20")).body())
        .contains("Choose a ground");
    approver.post(approver.get(here), here, filing("comity-motion", "2026-11-20"));
    JsonPath shown = as(OFFICER).get(walk.at("")).then().statusCode(200).extract().jsonPath();
    assertThat(shown.getString("clocks[0].state")).isEqualTo("RESTING");
    walk.collect().seal();
    walk.awaitCheckpoint();
    String digest = as(RELEASER).get(walk.at("/sealed")).then().extract().path("ciphertext");
    Map<String, Object> release = Map.of("seenVersion", walk.version(), "shown", digest);
    assertThat(walk.post(RELEASER, "/release", release).then().statusCode(409).extract().asString())
        .contains("stopped what leaves");

    // Who began it does not lift it: by page, and by SQL with the application's login.
    Browser.Page touched = DeskPagesIT.touch(approver, here);
    approver.post(touched, here + "/1/lift", Map.of("outcome", "denied"));
    assertThat(walk.post(RELEASER, "/release", release).statusCode()).isEqualTo(409);
    assertThatThrownBy(() ->
            Rows.execute(
                "insert into suspension_end select s.id, s.case_id, 'denied', s.begun_by, now()"
                    + " from suspension s join disclosure_case c on c.id = s.case_id"
                    + " where c.reference = '"
                    + walk.reference()
                    + "'"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("did not begin it");

    Browser other = Browser.of("arno.approver");
    other.post(DeskPagesIT.touch(other, here), here + "/1/lift", Map.of("outcome", "denied"));
    walk.release();
    assertThat(
            as(OFFICER)
                .get(walk.at(""))
                .then()
                .extract()
                .jsonPath()
                .getList("clocks[0].steps.code"))
        .contains("suspended", "resumed");
  }

  @Test
  void whoDeclaresAConflictIsOutOfTheCaseAndItsColleagueGoesOn() {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber")).verify();
    String here = "/desk/conflicts/" + walk.reference();
    Browser ralf = Browser.of("ralf.reviewer");
    ralf.post(ralf.get(here), here, Map.of("words", "The account is my neighbour's."));
    Browser.Page gone = ralf.get("/desk/cases/" + walk.reference());
    assertThat(gone.status()).isEqualTo(403);
    assertThat(gone.body()).contains("conflict of interest");
    assertThat(as("ralf.reviewer").post(walk.at("/resolutions")).statusCode()).isEqualTo(403);
    assertThat(as("ralf.reviewer").get(walk.at("")).statusCode()).isEqualTo(403);
    walk.propose(1);
    assertThat(Browser.of(APPROVER).get("/desk/cases/" + walk.reference()).body())
        .contains("Ralf Reviewer")
        .doesNotContain("neighbour");
  }

  @Test
  void aNoteIsForStaffAlone() {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber"));
    String here = "/desk/notes/" + walk.reference();
    Browser clerk = Browser.of(CLERK);
    clerk.post(clerk.get(here), here, Map.of("words", "The affidavit is thin."));
    assertThat(Browser.of(REVIEWER).get(here).body()).contains("The affidavit is thin.");
    assertThat(as(OFFICER).get(walk.at("/timeline")).body().asString()).doesNotContain("note");
  }

  @Test
  void whatHappenedOutsideMovesTheClocksThatThePackNames() {
    CaseWalk walk = CaseWalk.submitted(List.of("posts"));
    String here = "/desk/events/" + walk.reference();
    Browser clerk = Browser.of(CLERK);
    String now = LocalDateTime.now(ZoneOffset.UTC).toString();
    Browser.Page future =
        clerk.post(
            clerk.get(here), here, Map.of("event", "motion-filed", "at", "2099-01-01T00:00"));
    assertThat(future.status()).isEqualTo(422);
    assertThat(clerk.post(clerk.get(here), here, Map.of("event", "receipt", "at", now)).status())
        .isEqualTo(422);
    clerk.post(clerk.get(here), here, Map.of("event", "motion-filed", "at", now));
    JsonPath seen = as(OFFICER).get(walk.at("")).then().statusCode(200).extract().jsonPath();
    assertThat(seen.getString("clocks.find { it.name == 'comity-motion' }.state"))
        .isEqualTo("ENDED");
    assertThat(seen.getString("clocks[0].state")).isEqualTo("RUNNING");
  }

  private static Map<String, String> filing(String ground, String filedOn) {
    return Map.of(
        "ground",
        ground,
        "authority",
        "Example District Court",
        "docket",
        "26-MC-77",
        "filedOn",
        filedOn,
        "until",
        "");
  }
}
