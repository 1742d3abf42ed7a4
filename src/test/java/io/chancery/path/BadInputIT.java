package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.RELEASER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Fixtures;
import io.chancery.OpenApi;
import io.chancery.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Each wrong thing gets its own clear answer, and never sees the value that was wrong. */
@QuarkusTest
class BadInputIT {
  private static final List<String> POSTS = List.of("posts");

  @Test
  void theWrongRoleIsRefusedAtEveryStep() {
    CaseWalk walk = CaseWalk.submitted(POSTS);
    Map<String, Object> seen = Map.of("seenVersion", 1);
    for (String step : List.of("/verification", "/collection", "/package")) {
      assertThat(walk.post(OFFICER, step, seen).statusCode()).as(step).isEqualTo(403);
    }
    assertThat(walk.post(CLERK, "/approval", Map.of("seenVersion", 1, "shown", "")).statusCode())
        .isEqualTo(403);
    assertThat(walk.post(RELEASER, "/proposal", Map.of("seenVersion", 1)).statusCode())
        .isEqualTo(403);
    assertThat(walk.post(CUSTODIAN, "/release", Map.of("seenVersion", 1)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void anotherAgencysCaseIsAsAbsentAsAnUnknownOne() {
    CaseWalk walk = CaseWalk.submitted(POSTS);
    Response theirs = as("hanna.harbour").get(walk.at(""));
    Response unknown = as("hanna.harbour").get("/api/v1/cases/LER-2026-999999");
    Response shapeless = as("hanna.harbour").get("/api/v1/cases/whatever");
    for (Response answer : List.of(theirs, unknown, shapeless)) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.jsonPath().getString("title"))
          .isEqualTo(theirs.jsonPath().getString("title"));
    }
    for (String part : List.of("/timeline", "/deliveries")) {
      assertThat(as("hanna.harbour").get(walk.at(part)).statusCode()).isEqualTo(404);
    }
    assertThat(
            as("hanna.harbour")
                .get("/api/v1/cases")
                .then()
                .extract()
                .<List<String>>path("reference"))
        .doesNotContain(walk.reference());
  }

  @Test
  void aColleagueSeesTheCaseAndTheSystemTooButNeitherGetsTheToken() {
    CaseWalk walk = CaseWalk.submitted(POSTS);
    assertThat(as("oscar.officer").get(walk.at("")).statusCode()).isEqualTo(200);
    assertThat(system().get(walk.at("")).statusCode()).isEqualTo(200);
    assertThat(as("oscar.officer").get(walk.at("")).jsonPath().getString("targets[0].resolution"))
        .isNull();
  }

  @Test
  void clientCredentialsPrepareButNeverDecide() {
    String draft =
        system()
            .body(Fixtures.request(CaseWalk.newDocket(), POSTS))
            .post("/api/v1/requests")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    assertThat(system().post("/api/v1/requests/" + draft + "/submission").statusCode())
        .isEqualTo(403);
    assertThat(system().post("/api/v1/pickups/00/opening").statusCode()).isEqualTo(403);
    // An officer of the same agency submits what the system prepared.
    as(OFFICER)
        .contentType("application/pdf")
        .body(Fixtures.warrant(CaseWalk.newDocket()))
        .put("/api/v1/requests/" + draft + "/instrument")
        .then()
        .statusCode(200);
    as(OFFICER).post("/api/v1/requests/" + draft + "/submission").then().statusCode(201);
  }

  @Test
  void withoutAFreshTouchTheAnswerIsAChallenge() {
    String draft = CaseWalk.draft(CaseWalk.newDocket(), POSTS);
    Response answer =
        given()
            .filter(OpenApi.DESCRIBED)
            .contentType("application/json")
            .auth()
            .oauth2(Tokens.of(OFFICER))
            .post("/api/v1/requests/" + draft + "/submission");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).contains("insufficient_user_authentication");
  }

  @Test
  void noTokenAndABrokenTokenAreRefused() {
    assertThat(given().get("/api/v1/cases").statusCode()).isEqualTo(401);
    assertThat(given().auth().oauth2("broken").get("/api/v1/cases").statusCode()).isEqualTo(401);
  }

  @Test
  void aSecondSubmissionOfADraftOpensNoSecondCase() throws Exception {
    String draft = CaseWalk.draft(CaseWalk.newDocket(), POSTS);
    String token = Tokens.freshStepUp(OFFICER);
    List<Integer> answers =
        atOnce(
            4,
            () ->
                given()
                    .contentType("application/json")
                    .auth()
                    .oauth2(token)
                    .post("/api/v1/requests/" + draft + "/submission")
                    .statusCode());
    assertThat(answers).containsExactlyInAnyOrder(201, 409, 409, 409);
  }

  @Test
  void theSameInstrumentIsRecognised() {
    String docket = CaseWalk.newDocket();
    String first = CaseWalk.draft(docket, POSTS);
    byte[] warrant = Fixtures.warrant(docket);
    for (String draft : List.of(first, CaseWalk.draft(docket, POSTS))) {
      as(OFFICER)
          .contentType("application/pdf")
          .body(warrant)
          .put("/api/v1/requests/" + draft + "/instrument")
          .then()
          .statusCode(200);
      Response answer = as(OFFICER).post("/api/v1/requests/" + draft + "/submission");
      if (draft.equals(first)) {
        assertThat(answer.statusCode()).isEqualTo(201);
      } else {
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("instrument_known");
        as(OFFICER)
            .post("/api/v1/requests/" + draft + "/submission?knownDuplicate=true")
            .then()
            .statusCode(201);
      }
    }
  }

  @Test
  void onlyAWholePdfOfTheAllowedSizeIsTaken() {
    String draft = CaseWalk.draft(CaseWalk.newDocket(), POSTS);
    byte[] pdf = Fixtures.warrant("x");
    assertUpload(draft, new byte[0], 422);
    assertUpload(draft, "MZ this is no document".getBytes(), 415);
    assertUpload(draft, "%PDF-1.7 but nothing follows".getBytes(), 422);
    assertUpload(draft, Arrays.copyOf(pdf, 200), 422);
    assertUpload(draft, new byte[26_000_000], 413);
    assertThat(
            as(OFFICER)
                .contentType("application/zip")
                .body(pdf)
                .put("/api/v1/requests/" + draft + "/instrument")
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void aHugeUploadIsCutOffAndNothingIsKept() {
    String draft = CaseWalk.draft(CaseWalk.newDocket(), POSTS);
    assertUpload(draft, new byte[200_000_000], 413);
    assertThat(as(OFFICER).get("/api/v1/requests/" + draft).jsonPath().getLong("instrumentBytes"))
        .isLessThan(100_000);
  }

  @Test
  void everyFieldAtFaultIsNamedAndNoValueIsRepeated() {
    Map<String, Object> target = new HashMap<>();
    target.put("identifierKind", "email");
    target.put("identifier", "not an address SECRETVALUE");
    target.put("fieldGroups", List.of("posts"));
    target.put("from", "2026-03-31");
    target.put("until", "2026-01-01");
    target.put("timeZone", "Atlantis/SECRETVALUE");
    Map<String, Object> form = new HashMap<>();
    form.put("regime", "us-federal");
    form.put("kind", "search-warrant");
    form.put("issuerType", "SECRETVALUE");
    form.put("docket", "");
    form.put("issuedOn", "31.12.2026");
    form.put("targets", List.of(target));
    String draft =
        as(OFFICER).body(form).post("/api/v1/requests").then().statusCode(201).extract().path("id");
    Response answer = as(OFFICER).post("/api/v1/requests/" + draft + "/submission");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.jsonPath().getList("errors.field"))
        .contains(
            "issuerType",
            "authority",
            "docket",
            "issuedOn",
            "targets[0].identifier",
            "targets[0].timeZone",
            "instrument");
    assertThat(answer.asString()).doesNotContain("SECRETVALUE");
  }

  @Test
  void aKindWhosePathIsNotWholeIsRefusedWithWhatToDoInstead() {
    Map<String, Object> form = new HashMap<>(Fixtures.request(CaseWalk.newDocket(), POSTS));
    form.put("regime", "us-federal");
    form.put("kind", "civil-process");
    form.put("issuerType", "federal-judge");
    String draft =
        as(OFFICER).body(form).post("/api/v1/requests").then().statusCode(201).extract().path("id");
    Response answer = as(OFFICER).post("/api/v1/requests/" + draft + "/submission");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.jsonPath().getList("errors.code")).contains("closed_civil");
  }

  @Test
  void aReversedPeriodIsNamed() {
    Map<String, Object> form = new HashMap<>(Fixtures.request(CaseWalk.newDocket(), POSTS));
    form.put(
        "targets",
        List.of(
            Map.of(
                "identifierKind", "username",
                "identifier", "somebody",
                "fieldGroups", POSTS,
                "from", "2026-03-31",
                "until", "2026-01-01",
                "timeZone", "UTC")));
    Response answer = as(OFFICER).body(form).post("/api/v1/requests");
    assertThat(answer.jsonPath().getList("findings.code")).contains("period_reversed");
  }

  @Test
  void brokenJsonIsABadRequest() {
    Response answer = as(OFFICER).body("{\"regime\": SECRETVALUE").post("/api/v1/requests");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.asString()).doesNotContain("SECRETVALUE").doesNotContain("Exception");
  }

  @Test
  void membersOfAnotherTypeAreNamedAndUnknownOnesAreNot() {
    String search = "/api/v1/cases/search";
    Response type = as(REVIEWER).body("{\"by\": [\"SECRETVALUE\"]}").post(search);
    assertThat(type.statusCode()).isEqualTo(422);
    assertThat(type.jsonPath().getString("errors[0].field")).isEqualTo("by");
    Response unknown = as(REVIEWER).body("{\"SECRETNAME\": \"SECRETVALUE\"}").post(search);
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(type.asString() + unknown.asString()).doesNotContain("SECRET");
  }

  @Test
  void aStaleViewDecidesNothing() {
    CaseWalk walk = CaseWalk.submitted(POSTS).verify();
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    Response answer =
        walk.post(
            REVIEWER,
            "/proposal",
            Map.of(
                "seenVersion",
                walk.version() - 1,
                "items",
                List.of(Map.of("item", 1, "outcome", "GRANT", "reason", "within-instrument"))));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.jsonPath().getString("type")).isEqualTo("/problems/stale");
    assertThat(events(walk)).contains("StepRefused");
  }

  @Test
  void twoApproversAtOnceApproveOnce() throws Exception {
    CaseWalk walk = CaseWalk.submitted(POSTS).verify().propose(1);
    long version = walk.version();
    String shown = walk.shownDecision();
    List<String> tokens =
        List.of(Tokens.freshStepUp(APPROVER), Tokens.freshStepUp("arno.approver"));
    List<Integer> answers =
        atOnce(
            2,
            new Callable<>() {
              private int next;

              @Override
              public Integer call() {
                String token;
                synchronized (this) {
                  token = tokens.get(next++);
                }
                return given()
                    .contentType("application/json")
                    .auth()
                    .oauth2(token)
                    .body(Map.of("seenVersion", version, "shown", shown))
                    .post(walk.at("/approval"))
                    .statusCode();
              }
            });
    assertThat(answers).containsExactlyInAnyOrder(200, 409);
    assertThat(events(walk).stream().filter("DecisionApproved"::equals)).hasSize(1);
  }

  @Test
  void anApprovalOfSomethingElseIsBlocked() {
    CaseWalk walk = CaseWalk.submitted(POSTS).verify().propose(1);
    Response answer =
        walk.post(
            APPROVER, "/approval", Map.of("seenVersion", walk.version(), "shown", "0".repeat(64)));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("guard_SHOWN_DIFFERS");
  }

  @Test
  void aStepOutOfOrderSaysSo() {
    CaseWalk walk = CaseWalk.submitted(POSTS);
    Response answer = walk.post(CLERK, "/verification", Map.of("seenVersion", walk.version()));
    assertThat(answer.jsonPath().getString("code")).isEqualTo("guard_CHECKS_OPEN");
    answer = walk.post(CUSTODIAN, "/collection", Map.of("seenVersion", walk.version()));
    assertThat(answer.statusCode()).isEqualTo(409);
  }

  @Test
  void whatTheInstrumentDoesNotReachCannotBeGranted() {
    Map<String, Object> form =
        new HashMap<>(Fixtures.request(CaseWalk.newDocket(), List.of("messages")));
    form.put("kind", "court-order-2703d");
    CaseWalk walk = CaseWalk.submitted(form);
    walk.verify();
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    Response answer =
        walk.post(
            REVIEWER,
            "/proposal",
            Map.of(
                "seenVersion",
                walk.version(),
                "items",
                List.of(Map.of("item", 1, "outcome", "GRANT", "reason", "within-instrument"))));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.jsonPath().getList("errors.code")).containsExactly("beyond_reach");
  }

  @Test
  void anUnknownAccountWalksTheSamePathAndTellsTheOfficerNothing() {
    Map<String, Object> form = new HashMap<>(Fixtures.request(CaseWalk.newDocket(), POSTS));
    form.put(
        "targets",
        List.of(
            Map.of(
                "identifierKind", "username",
                "identifier", "nobody_of_that_name",
                "fieldGroups", POSTS,
                "from", "2026-01-01",
                "until", "2026-03-31",
                "timeZone", "UTC")));
    CaseWalk walk = CaseWalk.submitted(form).verify().propose(1).approve().collect();
    assertThat(as(OFFICER).get(walk.at("")).jsonPath().getString("targets[0].resolution")).isNull();
    assertThat(as(OFFICER).get(walk.at("/timeline")).asString())
        .doesNotContain("TargetResolved", "NOT_FOUND", "not-found");
    walk.seal();
  }

  @Test
  void aWithdrawnRequestStopsEverything() {
    CaseWalk walk = CaseWalk.submitted(POSTS).verify();
    walk.post(
            OFFICER,
            "/withdrawal",
            Map.of("seenVersion", walk.version(), "reason", "no-longer-needed"))
        .then()
        .statusCode(200);
    assertThat(walk.status()).isEqualTo("WITHDRAWN");
    assertThat(as(REVIEWER).post(walk.at("/resolutions")).statusCode()).isEqualTo(409);
  }

  private static void assertUpload(String draft, byte[] content, int status) {
    Response answer =
        as(OFFICER)
            .contentType("application/pdf")
            .body(content)
            .put("/api/v1/requests/" + draft + "/instrument");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  private static List<String> events(CaseWalk walk) {
    return as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
  }

  private static io.restassured.specification.RequestSpecification system() {
    return given()
        .filter(OpenApi.DESCRIBED)
        .contentType("application/json")
        .auth()
        .oauth2(Tokens.system());
  }

  private static <T> List<T> atOnce(int times, Callable<T> act) throws Exception {
    try (var threads = Executors.newFixedThreadPool(times)) {
      List<T> answers = new java.util.ArrayList<>();
      for (Future<T> answer : threads.invokeAll(java.util.Collections.nCopies(times, act))) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
