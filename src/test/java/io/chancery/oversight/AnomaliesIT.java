package io.chancery.oversight;

import static io.chancery.path.GrantedRights.person;
import static io.chancery.path.GrantedRights.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.access.Role;
import io.chancery.access.TestActing;
import io.chancery.oversight.AnomalyView.Outcome;
import io.chancery.path.CaseWalk;
import io.chancery.path.Rows;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is unusual is found in the ledger, told to the auditors, and answered by one of them. */
@QuarkusTest
class AnomaliesIT {
  private static final String AUDITOR = "alma.auditor";
  private static final String PAGE = "/desk/oversight/anomalies";

  @Inject Anomalies anomalies;

  @Test
  void whoLooksIntoManyCasesOfOthersIsNamedWithNumbersAndAnAuditorAnswers() throws Exception {
    int told = count("select count(*) from outbox where kind = 'ANOMALY'");
    for (int i = 0; i < 3; i++) {
      CaseWalk walk = CaseWalk.submitted(List.of("subscriber"));
      CaseWalk.as(CaseWalk.RELEASER).get(walk.at("")).then().statusCode(200);
    }
    assertThat(anomalies.search()).isPositive();
    assertThat(count("select count(*) from outbox where kind = 'ANOMALY'")).isGreaterThan(told);
    assertThat(anomalies.search()).as("found once").isZero();

    JsonPath all =
        CaseWalk.as(AUDITOR)
            .get("/api/v1/oversight/anomalies")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    String rosas =
        "find { it.person == '%s' && it.kind == 'UNASSIGNED' }"
            .formatted(person(CaseWalk.RELEASER));
    String id = all.getString(rosas + ".id");
    assertThat(all.getInt(rosas + ".numbers.cases")).isGreaterThanOrEqualTo(3);
    assertThat(all.getString(rosas + ".reason"))
        .contains(all.getString(rosas + ".numbers.cases") + " cases that were not assigned");

    Browser auditor = Browser.of(AUDITOR);
    assertThat(auditor.get(PAGE).body())
        .contains("Rosa", "/desk/oversight/people/" + person(CaseWalk.RELEASER), id);
    assertThat(auditor.get(PAGE + "/findings.csv").body())
        .startsWith("id,person,day,kind,about,numbers,found,answered,outcome\r\n")
        .contains(id);
    Browser.Page form = auditor.get(PAGE + "/" + id);
    Browser.Page empty =
        auditor.post(form, PAGE + "/" + id, Map.of("outcome", "EXPLAINED", "words", " "));
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.body()).contains("href=\"#words\"");
    Map<String, String> answer = Map.of("outcome", "EXPLAINED", "words", "she trained a colleague");
    assertThat(auditor.post(empty, PAGE + "/" + id, answer).uri().getPath()).isEqualTo(PAGE);
    assertThat(auditor.post(empty, PAGE + "/" + id, answer).status()).isEqualTo(409);
    assertThat(auditor.get(PAGE).body()).contains("she trained a colleague");
    assertThat(auditor.get(PAGE + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    List<String> events =
        CaseWalk.as(AUDITOR)
            .get("/api/v1/oversight/people/" + person(AUDITOR))
            .jsonPath()
            .getList("entries.event", String.class);
    assertThat(events).contains("AnomaliesViewed", "AnomalyAnswered");
  }

  @Test
  void nobodyAnswersWhatIsAboutThemselves() throws Exception {
    UUID id = UUID.randomUUID();
    Rows.execute(
        "insert into anomaly values ('%s', '%s', '2026-01-01', 'PROTECTED', '', '{1}', now())"
            .formatted(id, person(AUDITOR)));
    assertThatThrownBy(() ->
            TestActing.as(
                staff(AUDITOR, Role.AUDITOR),
                () -> {
                  anomalies.answer(id, Outcome.EXPLAINED, "it was me");
                  return null;
                }))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.FORBIDDEN));
    String row =
        "insert into anomaly_answer values ('%s', '%s', now(), 'EXPLAINED', 'it was me')"
            .formatted(id, person(AUDITOR));
    String side = "select set_config('chancery.side', 'staff', true)";
    String actor = "select set_config('chancery.actor', '%s', true)".formatted(person(AUDITOR));
    assertThatThrownBy(() -> Rows.execute(side, actor, row)).hasMessageContaining("row-level");
    assertThatThrownBy(() -> Rows.execute("update anomaly set kind = 'HOURS'"))
        .as("what was found stays")
        .isInstanceOf(java.sql.SQLException.class);
  }

  private static int count(String query) throws Exception {
    return Integer.parseInt(String.valueOf(Rows.one(query)));
  }
}
