package io.chancery.path;

import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A European Production Order: its conditions, its window, and who may stop it. */
@QuarkusTest
class EuropeanOrderIT {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Map<String, Object> order(
      String issuer, List<String> groups, Map<String, String> said, List<String> declared) {
    Map<String, Object> form = new HashMap<>(Fixtures.openRequest(CaseWalk.newDocket(), groups));
    Map<String, String> statement = new HashMap<>(said);
    statement.put("addressee", "The platform, Sampleton");
    statement.put("criminal-provisions", "Section 263 of the Criminal Code");
    form.put("regime", "eu-e-evidence");
    form.put("kind", "epoc");
    form.put("issuerType", issuer);
    form.put("statement", statement);
    form.put("declared", declared);
    return form;
  }

  @Test
  void whatTheOrderMustBringIsAskedForAndNothingThatTheLawKeepsFromTheProvider() {
    Map<String, Object> form = order("eu-judge", List.of("subscriber"), Map.of(), List.of());
    form.put("statement", Map.of());
    String draft = CaseWalk.draftOf(form, Fixtures.warrant((String) form.get("docket")));
    JsonPath answer =
        as(OFFICER)
            .post("/api/v1/requests/" + draft + "/submission")
            .then()
            .statusCode(422)
            .extract()
            .jsonPath();
    assertThat(answer.getList("errors.field"))
        .containsExactly("statement.addressee", "statement.criminal-provisions");
  }

  @Test
  void aProsecutorReachesSessionsOnlyToIdentifyAndContentNever() {
    CaseWalk walk =
        CaseWalk.submitted(
                order(
                    "eu-prosecutor",
                    List.of("subscriber", "sessions", "posts"),
                    Map.of(
                        "solely-to-identify", "only the address of the last sign-in",
                        "offence-gate", "fraud, at most ten years"),
                    List.of()))
            .verify();
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    assertThat(grant(walk, 1, 2, 3).jsonPath().getList("errors.code")).contains("test_missing");
    answer(walk, "offence-gate", "solely-to-identify");
    assertThat(grant(walk, 1, 2, 3).jsonPath().getList("errors.field"))
        .containsExactly("items[3].outcome");
    Map<String, Object> deny =
        Map.of(
            "item", 3,
            "outcome", "DENY",
            "reason", "beyond-instrument",
            "explanation", "a prosecutor does not reach content");
    walk.post(
            REVIEWER,
            "/proposal",
            Map.of("seenVersion", walk.version(), "items", List.of(granted(1), granted(2), deny)))
        .then()
        .statusCode(200);
  }

  @Test
  void aNotifiedOrderIsReleasedBeforehandAndLeavesWhenItsWindowOpens() {
    CaseWalk walk =
        CaseWalk.submitted(
                order(
                    "eu-judge",
                    List.of("posts"),
                    Map.of("offence-gate", "fraud, at most ten years"),
                    List.of("authority-notified")))
            .verify();
    answer(walk, "offence-gate");
    walk.propose(1).approve().collect().seal().release();
    ZonedDateTime received =
        Instant.parse(as(OFFICER).get(walk.at("")).jsonPath().getString("receivedAt"))
            .atZone(BERLIN);
    Instant opens = Instant.parse(opensAt(walk));
    assertThat(opens)
        .isAfterOrEqualTo(received.toLocalDate().plusDays(11).atStartOfDay(BERLIN).toInstant());
    String pickup = "/api/v1/pickups/" + walk.token() + "/opening";
    assertThat(as(OFFICER).post(pickup).statusCode()).isIn(403, 404, 409, 425);

    event(walk, "enforcing-authority-cleared");
    assertThat(Instant.parse(opensAt(walk))).isBefore(Instant.now().plusSeconds(3600));

    event(walk, "enforcing-authority-refused");
    JsonPath after = as(OFFICER).get(walk.at("")).jsonPath();
    assertThat(after.getList("clocks.state")).contains("ENDED");
  }

  @Test
  void anOrderThatItsAuthorityRefusedIsNotCollectedAndWasPreservedAtOnce() throws SQLException {
    CaseWalk walk =
        CaseWalk.submitted(
                order("eu-judge", List.of("subscriber"), Map.of(), List.of("authority-notified")))
            .verify()
            .propose(1)
            .approve();
    assertThat(companion(walk)).isEqualTo("PRESERVED");
    event(walk, "enforcing-authority-refused");
    JsonPath refused =
        walk.post(CaseWalk.CUSTODIAN, "/collection", Map.of("seenVersion", walk.version()))
            .then()
            .statusCode(409)
            .extract()
            .jsonPath();
    assertThat(refused.getString("detail")).contains("no longer stands");
  }

  /** Regulation (EU) 2022/2065, Article 10(2). */
  @Test
  void anOrderForInformationBringsWhatItsArticleNamesAndReachesTheSubscriberAlone() {
    Map<String, Object> form =
        new HashMap<>(
            Fixtures.openRequest(CaseWalk.newDocket(), List.of("subscriber", "sessions")));
    form.put("regime", "dsa");
    form.put("kind", "dsa-order-for-information");
    form.put("issuerType", "eu-authority");
    String draft = CaseWalk.draftOf(form, Fixtures.warrant((String) form.get("docket")));
    List<String> details =
        List.of("legal-basis", "statement-of-reasons", "redress", "report-addressee", "language");
    assertThat(
            as(OFFICER)
                .post("/api/v1/requests/" + draft + "/submission")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath()
                .getList("errors.field"))
        .containsExactlyElementsOf(details.stream().map(detail -> "statement." + detail).toList());
    Map<String, String> statement = new HashMap<>();
    details.forEach(detail -> statement.put(detail, "as the order says"));
    form.put("statement", statement);
    CaseWalk walk = CaseWalk.submitted(form).verify();
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    assertThat(grant(walk, 1, 2).jsonPath().getList("errors.field"))
        .containsExactly("items[2].outcome");
    Map<String, Object> deny =
        Map.of(
            "item", 2,
            "outcome", "DENY",
            "reason", "beyond-instrument",
            "explanation", "the order reaches who the recipient is, and no sign-ins");
    walk.post(
            REVIEWER,
            "/proposal",
            Map.of("seenVersion", walk.version(), "items", List.of(granted(1), deny)))
        .then()
        .statusCode(200);
    walk.approve();
  }

  /** Where the case stands that keeps what the order asks for (Article 10(1)). */
  private static String companion(CaseWalk walk) throws SQLException {
    String status =
        "select o.status from disclosure_case c join case_link l on l.other = c.id"
            + " join disclosure_case o on o.id = l.case_id where c.reference = '"
            + walk.reference()
            + "'";
    AtomicReference<String> seen = new AtomicReference<>("");
    walk.awaitThat(
        () -> {
          try {
            seen.set(Rows.one(status));
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
          return "PRESERVED".equals(seen.get());
        },
        "the companion to be preserved");
    return seen.get();
  }

  private static String opensAt(CaseWalk walk) {
    return as(OFFICER).get(walk.at("/deliveries")).then().extract().path("[0].opensAt");
  }

  private static void event(CaseWalk walk, String event) {
    String here = "/desk/events/" + walk.reference();
    Browser clerk = Browser.of(CLERK);
    Browser.Page done =
        clerk.post(
            clerk.get(here),
            here,
            Map.of("event", event, "at", LocalDateTime.now(BERLIN).toString()));
    assertThat(done.uri().getPath()).isEqualTo("/desk/cases/" + walk.reference());
  }

  private static void answer(CaseWalk walk, String... parts) {
    walk.post(
            REVIEWER,
            "/conditions",
            Map.of(
                "answers",
                List.of(parts).stream()
                    .map(part -> Map.of("part", part, "holds", true, "words", "found to hold"))
                    .toList()))
        .then()
        .statusCode(204);
  }

  private static Map<String, Object> granted(int item) {
    return Map.of("item", item, "outcome", "GRANT", "reason", "within-instrument");
  }

  private static Response grant(CaseWalk walk, int... items) {
    return walk.post(
        REVIEWER,
        "/proposal",
        Map.of(
            "seenVersion",
            walk.version(),
            "items",
            java.util.Arrays.stream(items).mapToObj(EuropeanOrderIT::granted).toList()));
  }
}
