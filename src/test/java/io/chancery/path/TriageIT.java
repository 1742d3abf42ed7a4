package io.chancery.path;

import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests that repeat each other: one is kept, the others are refused together or not at all. */
@QuarkusTest
class TriageIT {

  @Test
  void oneTouchRefusesExactlyTheCasesThatWereShownOrNone() {
    String docket = CaseWalk.newDocket();
    CaseWalk kept = open(docket);
    CaseWalk second = open(docket);
    CaseWalk alone = open(CaseWalk.newDocket());
    String here = "/desk/triage/" + kept.reference();
    Browser clerk = Browser.of(CLERK);
    assertThat(clerk.get("/desk/triage").body())
        .contains(kept.reference(), second.reference())
        .doesNotContain(alone.reference());
    assertThat(as(CLERK).get("/api/v1/triage/" + alone.reference()).jsonPath().getList("refused"))
        .isEmpty();

    // A third one comes while the clerk's touch waits: it is worth other cases than these.
    Browser.Page touched = DeskPagesIT.touch(clerk, here);
    String before = choice(kept).getString("shown");
    assertThat(touched.body()).contains(before);
    CaseWalk third = open(docket);
    Browser.Page stale = clerk.post(touched, here, Map.of("shown", before));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains(third.reference());
    assertThat(List.of(second.status(), third.status())).containsOnly("SUBMITTED");
    String now = choice(kept).getString("shown");
    assertThat(clerk.post(touched, here, Map.of("shown", now)).body()).contains("passkey");
    assertThat(second.status()).isEqualTo("SUBMITTED");

    Browser.Page done = clerk.post(DeskPagesIT.touch(clerk, here), here, Map.of("shown", now));
    assertThat(done.body()).doesNotContain(third.reference());
    for (CaseWalk refused : List.of(second, third)) {
      assertThat(refused.status()).isEqualTo("REFUSED");
      assertThat(as(OFFICER).get(refused.at("/letters")).jsonPath().getList("kind"))
          .containsExactly("RECEIPT", "REFUSAL");
      assertThat(as(OFFICER).get(refused.at("/timeline")).asString())
          .contains("DuplicateOf", kept.reference());
    }
    assertThat(kept.status()).isEqualTo("SUBMITTED");
  }

  @Test
  void whatIsVerifiedStaysAndCanBeKept() {
    String docket = CaseWalk.newDocket();
    CaseWalk verified = open(docket).verify();
    CaseWalk second = open(docket);
    JsonPath other = choice(second);
    assertThat(other.getList("refused")).isEmpty();
    assertThat(other.getList("beside")).containsExactly(verified.reference());
    assertThat(refuse(second, other.getString("shown"))).isEqualTo(409);
    JsonPath choice = choice(verified);
    assertThat(choice.getList("refused")).containsExactly(second.reference());
    assertThat(refuse(verified, choice.getString("shown"))).isEqualTo(200);
    assertThat(second.status()).isEqualTo("REFUSED");
    assertThat(verified.status()).isEqualTo("IN_REVIEW");
  }

  @Test
  void theSameDocumentFromAnotherAgencyIsAWarningForStaffAlone() {
    String docket = CaseWalk.newDocket();
    byte[] same = Fixtures.warrant(docket);
    CaseWalk mine = open(docket, same);
    CaseWalk mineAgain = open(CaseWalk.newDocket(), same);
    String draft =
        as("hanna.harbour")
            .body(Fixtures.openRequest(docket, List.of("posts")))
            .post("/api/v1/requests")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    as("hanna.harbour")
        .contentType("application/pdf")
        .body(same)
        .put("/api/v1/requests/" + draft + "/instrument")
        .then()
        .statusCode(200);
    String theirs =
        as("hanna.harbour")
            .post("/api/v1/requests/" + draft + "/submission")
            .then()
            .statusCode(201)
            .extract()
            .path("reference");
    JsonPath choice = choice(mine);
    assertThat(choice.getList("refused")).containsExactly(mineAgain.reference());
    assertThat(choice.getList("elsewhere")).containsExactly(theirs);
    assertThat(as("hanna.harbour").get("/api/v1/triage").statusCode()).isEqualTo(403);
    assertThat(as(OFFICER).get(mine.at("")).asString()).doesNotContain(theirs);
    assertThat(refuse(mine, choice.getString("shown"))).isEqualTo(200);
    assertThat(CaseWalk.of(theirs).status()).isEqualTo("SUBMITTED");
  }

  private static CaseWalk open(String docket) {
    return CaseWalk.submitted(Fixtures.openRequest(docket, List.of("posts")));
  }

  /** Meant as another request, although the document is known. */
  private static CaseWalk open(String docket, byte[] paper) {
    String id = CaseWalk.draftOf(Fixtures.openRequest(docket, List.of("posts")), paper);
    return CaseWalk.of(
        as(OFFICER)
            .queryParam("knownDuplicate", true)
            .post("/api/v1/requests/" + id + "/submission")
            .then()
            .statusCode(201)
            .extract()
            .path("reference"));
  }

  private static JsonPath choice(CaseWalk kept) {
    return as(CLERK)
        .get("/api/v1/triage/" + kept.reference())
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static int refuse(CaseWalk kept, String shown) {
    return as(CLERK)
        .body(Map.of("shown", shown))
        .post("/api/v1/triage/" + kept.reference())
        .statusCode();
  }
}
