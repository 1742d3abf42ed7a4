package io.chancery.oversight;

import static io.chancery.path.GrantedRights.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.chancery.Browser;
import io.chancery.path.CaseWalk;
import io.chancery.path.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Everything that a person did, saw and could do: one question. */
@QuarkusTest
class InvestigationsIT {
  private static final String AUDITOR = "alma.auditor";
  private static final String PATH = "/api/v1/oversight/people/";
  private static final String PAGE = "/desk/oversight/people/";

  @Test
  void oneQuestionAnswersWhatAPersonDidSawAndCouldDo() {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber")).verify();
    walk.post(CaseWalk.CLERK, "/package", Map.of("seenVersion", 1)).then().statusCode(403);
    JsonPath clara =
        CaseWalk.as(AUDITOR)
            .get(PATH + person(CaseWalk.CLERK))
            .then()
            .statusCode(200)
            .header("Cache-Control", equalTo("no-store"))
            .extract()
            .jsonPath();

    assertThat(events(clara, walk, "did")).contains("CheckRecorded", "RequestVerified");
    assertThat(events(clara, walk, "saw")).contains("CaseViewed");
    assertThat(clara.getList("rights.role", String.class)).contains("clerk");
    assertThat(clara.getList("acts", String.class))
        .contains("POST /api/v1/cases/{reference}/verification")
        .doesNotContain("POST /api/v1/cases/{reference}/release");
    // Nobody else's entries: the officer submitted.
    assertThat(clara.getList("entries.event", String.class)).doesNotContain("RequestSubmitted");
    assertThat(
            CaseWalk.as(AUDITOR)
                .get(PATH + person(CaseWalk.REVIEWER))
                .jsonPath()
                .getList("entries.event", String.class))
        .doesNotContain("RequestVerified");

    Browser auditor = Browser.of(AUDITOR);
    assertThat(auditor.get("/desk/oversight/people").body())
        .contains(PAGE + person(CaseWalk.CLERK), "aria-current");
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    String span = "?from=" + today + "&until=" + LocalDate.parse(today).plusDays(1);
    String page = auditor.get(PAGE + person(CaseWalk.CLERK) + span + "&show=did").body();
    assertThat(page).contains("Clara Clerk", "/entries.csv", "intake clerk");
    String csv = auditor.get(PAGE + person(CaseWalk.CLERK) + "/entries.csv" + span).body();
    assertThat(csv).startsWith("id,at,way,event,role,case,number,seq,object\r\n");
    assertThat(csv).contains("did,RequestVerified,clerk," + walk.reference());
    assertThat(auditor.get(PAGE + person(CaseWalk.CLERK) + "/everything.json").body())
        .contains(walk.reference());
  }

  @Test
  void theAuditorsOwnLookIsAnEntry() {
    CaseWalk.as(AUDITOR).get(PATH + person("rosa.releaser")).then().statusCode(200);
    CaseWalk.as(AUDITOR)
        .get(PATH + person(AUDITOR))
        .then()
        .statusCode(200)
        .body("entries.findAll { it.way == 'saw' }.event", hasItem("PersonInvestigated"));
  }

  @Test
  void aTimeBeforeTheyCameIsEmptyAndADayThatIsNoneIsRefused() {
    String clerk = PATH + person(CaseWalk.CLERK);
    CaseWalk.as(AUDITOR)
        .get(clerk + "?from=2001-01-01&until=2001-12-31")
        .then()
        .statusCode(200)
        .body("entries.size()", equalTo(0))
        .body("rights.size()", equalTo(0))
        .body("acts.size()", equalTo(0));
    CaseWalk.as(AUDITOR)
        .get(clerk + "?from=yesterday")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("from"))
        .body("toString()", not(equalTo("yesterday")));
    CaseWalk.as(AUDITOR).get(clerk + "?from=2026-02-01&until=2026-01-01").then().statusCode(422);
    assertThat(Browser.of(AUDITOR).get(PAGE + person(CaseWalk.CLERK) + "?from=x").status())
        .isEqualTo(422);
    for (String unknown : List.of(UUID.randomUUID().toString(), "nobody")) {
      CaseWalk.as(AUDITOR).get(PATH + unknown).then().statusCode(404);
    }
    CaseWalk.as("adam.administrator").get(clerk).then().statusCode(403);
  }

  @Test
  void nobodyBecomesTheWriterOfAnEntryByWhatStandsInIt() throws Exception {
    String id = UUID.randomUUID().toString();
    String inside =
        "{\"object\":{\"x\":\"\\\"actor\\\":{\\\"kind\\\":\\\"staff\\\",\\\"id\\\":\\\"%s\\\"\"}}"
            .formatted(id);
    String outside = "{\"actor\":{\"kind\":\"%s\",\"id\":\"" + id + "\",\"role\":\"clerk\"}}";
    assertThat(personOf(inside)).isNull();
    assertThat(personOf(outside.formatted("staff"))).isEqualTo(id);
    assertThat(personOf(outside.formatted("officer"))).isEqualTo(id);
    assertThat(personOf(outside.formatted("clock"))).isNull();
    assertThat(Rows.one("select custody.person_of('\\x00ff22'::bytea)")).isNull();
  }

  private static String personOf(String entry) throws Exception {
    return Rows.one("select custody.person_of(convert_to($q$" + entry + "$q$, 'UTF8'))");
  }

  private static List<String> events(JsonPath asked, CaseWalk walk, String way) {
    return asked.getList(
        "entries.findAll { it.case == '%s' && it.way == '%s' }.event"
            .formatted(walk.reference(), way),
        String.class);
  }
}
