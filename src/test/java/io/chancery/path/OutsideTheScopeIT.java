package io.chancery.path;

import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The incident of 2015: somebody whose work is to collect wants to read more than was approved. By
 * every page and address that a custodian has; the doors behind them (grants, connectors, the
 * platform's logins) have tests of their own, named in docs/threat-model.md.
 */
@QuarkusTest
class OutsideTheScopeIT {
  private final Browser custodian = Browser.of(CUSTODIAN);

  @Test
  void aCustodianReadsNothingThatNobodyApproved() {
    CaseWalk wanted = CaseWalk.submitted(List.of("posts", "messages")).verify();
    Map<String, Object> seen = Map.of("seenVersion", wanted.version());
    for (String begins : List.of("/collection", "/package")) {
      wanted.post(CUSTODIAN, begins, seen).then().statusCode(409);
    }
    for (String others : List.of("/resolutions", "/counts", "/proposal", "/approval", "/release")) {
      wanted.post(CUSTODIAN, others, seen).then().statusCode(403);
    }
    wanted.post(CUSTODIAN, "/records/search", Map.of()).then().statusCode(409);
    assertThat(as(CUSTODIAN).get(wanted.at("/collection")).jsonPath().getList("artefacts"))
        .isEmpty();
    String page = "/desk/collection/" + wanted.reference();
    assertThat(custodian.post(custodian.get("/desk/search"), page, Map.of("seenVersion", "0")))
        .satisfies(answer -> assertThat(answer.status()).isIn(403, 409));
    assertThat(custodian.get("/desk/review/" + wanted.reference()).status()).isEqualTo(403);
    assertThat(refusals(wanted)).contains("StepRefused");
    assertThat(events(wanted)).doesNotContain("ReadGrantIssued", "SourceQueried", "RecordsViewed");
  }

  @Test
  void whatWasApprovedOpensNothingBesideIt() throws SQLException {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber", "posts")).verify();
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    Map<String, Object> deny =
        Map.of(
            "item", 2, "outcome", "DENY", "reason", "overbroad", "explanation", "not in question");
    Map<String, Object> grant =
        Map.of("item", 1, "outcome", "GRANT", "reason", "within-instrument");
    walk.post(
            REVIEWER,
            "/proposal",
            Map.of("seenVersion", walk.version(), "items", List.of(grant, deny)))
        .then()
        .statusCode(200);
    walk.approve();
    // More than the step knows is no part of it.
    as(CUSTODIAN)
        .body(
            Map.of(
                "seenVersion",
                walk.version(),
                "items",
                List.of(Map.of("target", 1, "group", "posts"))))
        .post(walk.at("/collection"))
        .then()
        .statusCode(400);
    walk.collect();
    JsonPath collected = as(CUSTODIAN).get(walk.at("/collection")).jsonPath();
    assertThat(collected.getList("artefacts.group", String.class)).containsOnly("subscriber");
    for (Map<String, Object> words :
        List.<Map<String, Object>>of(Map.of("group", "posts"), Map.of("text", "the"))) {
      JsonPath found =
          walk.post(CUSTODIAN, "/records/search", words)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      assertThat(found.getList("hits.group")).doesNotContain("posts");
    }
    walk.post(
            CUSTODIAN,
            "/collection/repetition",
            Map.of("seenVersion", walk.version(), "reason", "source-was-mended"))
        .then()
        .statusCode(200);
    walk.await("COLLECTED");
    assertThat(
            as(CUSTODIAN)
                .get(walk.at("/collection"))
                .jsonPath()
                .getList("artefacts.group", String.class))
        .containsOnly("subscriber");
    assertThat(
            Rows.one(
                "select count(*) from collected_artefact a join disclosure_case c on c.id = a.case_id"
                    + " where c.reference = '%s' and a.name like '%%posts%%'"
                        .formatted(walk.reference())))
        .isEqualTo("0");
  }

  @Test
  void whatOthersCollectedAndWhatWasHandedOverIsNotTheCustodiansToTake() {
    CaseWalk walk =
        CaseWalk.submitted(List.of("subscriber"))
            .verify()
            .propose(1)
            .approve()
            .collect()
            .seal()
            .release();
    String token = walk.token();
    Stream.of(
            "/api/v1/pickups/" + token + "/file",
            "/api/v1/pickups/" + token + "/envelope",
            "/api/v1/ledger/export")
        .forEach(door -> assertThat(as(CUSTODIAN).get(door).statusCode()).as(door).isIn(403, 404));
    assertThat(as(CUSTODIAN).post("/api/v1/pickups/" + token + "/opening").statusCode())
        .isIn(403, 404);
  }

  private static List<String> events(CaseWalk walk) {
    return as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
  }

  private static List<String> refusals(CaseWalk walk) {
    return events(walk).stream().filter(event -> event.endsWith("Refused")).toList();
  }
}
