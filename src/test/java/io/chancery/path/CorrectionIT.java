package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.RELEASER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.chancery.packaging.Tools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What was delivered stays as it is: a correction is a new case that names the first. */
@QuarkusTest
class CorrectionIT {

  @ConfigProperty(name = "chancery.seed.folder")
  Path seed;

  @Test
  void aWrongProductionIsToldAndCorrectedByANewCaseThatNamesIt() throws Exception {
    CaseWalk first = CaseWalk.submitted(List.of("subscriber")).verify();
    Map<String, Object> form = following(first.reference(), "corrects");
    assertThat(findings(OFFICER, form)).containsExactly("follows_unanswered");
    first.propose(1).approve().collect().seal().release();
    assertThat(needed(first, CUSTODIAN, "wrong-content").statusCode()).isEqualTo(409);
    fetched(first);

    for (String other : List.of(CLERK, REVIEWER, RELEASER, OFFICER)) {
      needed(first, other, "wrong-content").then().statusCode(403);
    }
    needed(first, CUSTODIAN, "because").then().statusCode(422);
    String desk = "/desk/cases/" + first.reference();
    assertThat(Browser.of(APPROVER).get(desk).body())
        .contains("Record that a correction is needed");
    assertThat(
            Browser.of(CUSTODIAN)
                .get("/desk/corrections/" + first.reference() + "/correction")
                .body())
        .contains("Record that a correction is needed", "/step-up/");
    needed(first, CUSTODIAN, "wrong-content").then().statusCode(200);
    assertThat(needed(first, APPROVER, "wrong-content").jsonPath().getString("code"))
        .isEqualTo("correction_open");
    assertThat(as(OFFICER).get(first.at("/letters")).jsonPath().<String>getList("kind"))
        .contains("CORRECTION");
    Browser officer = Browser.of(OFFICER);
    String page = "/requests/case/" + first.reference();
    assertThat(officer.get(page).body()).contains("Correction needed:");
    assertThat(officer.get("/requests/new?law=us-federal").body())
        .contains("name=\"follows\"", "name=\"relation\"");

    assertThat(findings("hanna.harbour", form)).contains("follows_unknown");
    assertThat(findings(OFFICER, following("LER-2026-999999", "corrects")))
        .containsExactly("follows_unknown");
    CaseWalk second = CaseWalk.submitted(form);
    assertThat(events(first)).contains("CorrectionNeeded", "CaseLinked");
    assertThat(events(second)).contains("CaseLinked");
    assertThat(as(OFFICER).get(first.at("")).jsonPath().getString("links[0].reference"))
        .isEqualTo(second.reference());
    assertThat(as(CLERK).get(second.at("")).jsonPath().getBoolean("links[0].later")).isFalse();
    assertThat(officer.get(page).body())
        .contains("Corrected by", second.reference())
        .doesNotContain("Correction needed:");
    assertThat(Browser.of(CLERK).get("/desk/cases/" + second.reference()).body())
        .contains("Supplements and corrections", "Corrects: " + first.reference());
    assertThatThrownBy(() ->
            Rows.execute(
                "insert into case_link select gen_random_uuid(), a.id, b.id, 'supplements', now()"
                    + " from disclosure_case a, disclosure_case b where a.reference = '%s'"
                        .formatted(first.reference())
                    + " and b.reference = '%s'".formatted(second.reference())))
        .hasMessageContaining("follows an answered one of the same agency");

    second.verify().propose(1).approve().collect().seal().release();
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "correction");
    Files.write(folder.resolve("file.age"), fetched(second));
    Files.copy(seed.resolve("metro-police.agekey"), folder.resolve("key.txt"));
    Tools.run(folder, "age -d -i key.txt file.age > file.zip && unzip -q file.zip", "age", "unzip");
    assertThat(Files.readString(folder.resolve(second.reference() + "-P1/bag-info.txt")))
        .contains("Corrects: " + first.reference());
  }

  private static Map<String, Object> following(String reference, String relation) {
    Map<String, Object> form =
        new HashMap<>(Fixtures.request(CaseWalk.newDocket(), List.of("subscriber")));
    form.put("follows", reference);
    form.put("relation", relation);
    return form;
  }

  private static List<String> findings(String person, Map<String, Object> form) {
    return as(person)
        .body(form)
        .post("/api/v1/requests")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getList("findings.code");
  }

  private static Response needed(CaseWalk walk, String person, String reason) {
    return walk.post(
        person, "/correction", Map.of("seenVersion", walk.version(), "reason", reason));
  }

  private static byte[] fetched(CaseWalk walk) {
    String pickup = "/api/v1/pickups/" + walk.token();
    as(OFFICER).post(pickup + "/opening").then().statusCode(200);
    byte[] file = as(OFFICER).get(pickup + "/file").then().statusCode(200).extract().asByteArray();
    walk.await("DELIVERED");
    return file;
  }

  private static List<String> events(CaseWalk walk) {
    return as("alma.auditor").get(walk.at("/timeline")).jsonPath().getList("event");
  }
}
