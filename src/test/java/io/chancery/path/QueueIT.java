package io.chancery.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The queue by remaining time, who works on what, and the search. */
@QuarkusTest
class QueueIT {
  private final Browser clerk = Browser.of(CaseWalk.CLERK);
  private final Browser approver = Browser.of(CaseWalk.APPROVER);
  private final Browser reviewer = Browser.of(CaseWalk.REVIEWER);

  @Test
  void aCaseIsTakenShownAsMineAndGivenBackByAStep() {
    CaseWalk walk = CaseWalk.submitted(List.of("posts"));
    String here = "/desk/assignment/" + walk.reference();
    String link = "/desk/cases/" + walk.reference();
    assertThat(clerk.get("/desk?whose=MINE").body()).doesNotContain(link);
    Browser.Page page = clerk.get(here);
    assertThat(page.body()).contains("Nobody works on this case", here + "/take");
    assertThat(reviewer.get(here).body()).doesNotContain(here + "/take");

    assertThat(clerk.post(page, here + "/take", Map.of()).uri().getPath()).isEqualTo(link);
    assertThat(clerk.get("/desk?whose=MINE").body()).contains(link, "With Clara");
    assertThat(clerk.get("/desk").body()).contains("My work");
    assertThat(everyPage("/desk?whose=NOBODYS")).doesNotContain(link);
    assertThat(clerk.post(page, here + "/take", Map.of()).status()).as("once more").isEqualTo(409);
    Browser.Page mine = clerk.get(here);
    var nobody = clerk.post(mine, here + "/hand-over", Map.of("colleague", "somebody"));
    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.body()).contains("href=\"#colleague\"");

    walk.verify();
    assertThat(clerk.get("/desk?whose=MINE").body()).doesNotContain(link);
    assertThat(reviewer.get("/desk/assignment/" + walk.reference()).body()).contains("/take");
    assertThat(
            CaseWalk.as("alma.auditor")
                .get(walk.at("/timeline"))
                .then()
                .extract()
                .<List<String>>path("event"))
        .contains("CaseAssigned");
  }

  @Test
  void theApiHasTheSameQueueSearchAndAssignment() {
    CaseWalk walk = CaseWalk.submitted(List.of("posts"));
    String at = walk.at("/assignment");
    assertThat(CaseWalk.as(CaseWalk.CLERK).get(at).jsonPath().getBoolean("mayTake")).isTrue();
    CaseWalk.as(CaseWalk.CLERK).body(Map.of("to", "me")).put(at).then().statusCode(200);
    CaseWalk.as(CaseWalk.CLERK).body(Map.of("to", "me")).put(at).then().statusCode(409);
    CaseWalk.as(CaseWalk.CLERK).body(Map.of("to", "somebody")).put(at).then().statusCode(422);
    CaseWalk.as(CaseWalk.REVIEWER).body(Map.of("to", "me")).put(at).then().statusCode(403);

    JsonPath mine =
        CaseWalk.as(CaseWalk.CLERK)
            .get("/api/v1/cases/queue?whose=MINE&status=SUBMITTED")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(mine.getList("cases.reference")).contains(walk.reference());
    assertThat(mine.getString("cases[0].person")).isEqualTo("Clara Clerk");
    CaseWalk.as(CaseWalk.CLERK).get("/api/v1/cases/queue?whose=X").then().statusCode(404);
    JsonPath load =
        CaseWalk.as(CaseWalk.CLERK).get("/api/v1/cases/queue/workload").then().extract().jsonPath();
    assertThat(load.getLong("find { it.person == 'Clara Clerk' }.cases")).isPositive();
    assertThat(clerk.get("/desk/workload").body()).contains("Clara Clerk");

    Map<String, String> words = Map.of("by", "REFERENCE", "words", walk.reference());
    assertThat(
            CaseWalk.as(CaseWalk.CLERK)
                .body(words)
                .post("/api/v1/cases/search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("cases.reference"))
        .containsExactly(walk.reference());
    assertThat(
            CaseWalk.as(CaseWalk.CLERK)
                .body(Map.of("by", "NAME", "words", "x"))
                .post("/api/v1/cases/search")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath()
                .getList("errors.field"))
        .containsExactly("by");
    CaseWalk.as(CaseWalk.CLERK).body(Map.of("to", "nobody")).put(at).then().statusCode(200);
  }

  @Test
  void anApproverGivesBackWhatACalledAwayColleagueHolds() {
    CaseWalk walk = CaseWalk.submitted(List.of("posts"));
    String here = "/desk/assignment/" + walk.reference();
    clerk.post(clerk.get(here), here + "/take", Map.of());
    // The page offers no form to somebody else: one of another page carries the token.
    assertThat(reviewer.get(here).body()).doesNotContain(here + "/release");
    assertThat(reviewer.post(reviewer.get("/desk/search"), here + "/release", Map.of()).status())
        .isEqualTo(403);
    Browser.Page page = approver.get(here);
    assertThat(page.body()).contains(here + "/release");
    approver.post(page, here + "/release", Map.of());
    assertThat(clerk.get(here).body()).contains("Nobody works on this case");
  }

  @Test
  void filtersAreLinksThatKeepEachOther() {
    CaseWalk walk = CaseWalk.submitted(List.of("posts"));
    String body = clerk.get("/desk?whose=NOBODYS&regime=us-federal").body();
    assertThat(body)
        .contains("href=\"/desk?regime=us-federal\"")
        .contains("href=\"/desk?whose=NOBODYS&amp;regime=us-federal&amp;kind=search-warrant\"");
    assertThat(everyPage("/desk?regime=us-federal&kind=search-warrant")).contains(walk.reference());
    assertThat(clerk.get("/desk?regime=uk-copo").body()).doesNotContain(walk.reference());
    assertThat(clerk.get("/desk?after=nonsense").status()).isEqualTo(404);
  }

  @Test
  void aCaseIsFoundByReferenceDocketAgencyAndIdentifierAndNothingTypedStandsInAnAddress() {
    String docket = CaseWalk.newDocket() + "-search";
    CaseWalk walk = CaseWalk.submitted(Fixtures.request(docket, List.of("posts")));
    String link = "/desk/cases/" + walk.reference();
    Browser.Page form = clerk.get("/desk/search");
    assertThat(found(form, "REFERENCE", walk.reference().toLowerCase(java.util.Locale.ROOT)))
        .contains(link);
    assertThat(found(form, "DOCKET", docket.toLowerCase(java.util.Locale.ROOT))).contains(link);
    assertThat(found(form, "AGENCY", "METRO")).contains(link);
    String identifier =
        CaseWalk.as(CaseWalk.CLERK).get(walk.at("")).then().extract().path("targets[0].identifier");
    assertThat(found(form, "IDENTIFIER", identifier)).contains(link);
    assertThat(found(form, "IDENTIFIER", " @" + identifier)).as("as people write").contains(link);
    assertThat(found(form, "IDENTIFIER", "nobody-of-this-name")).contains("No case was found");
    assertThat(clerk.post(form, "/desk/search", Map.of("by", "AGENCY", "words", " ")).status())
        .isEqualTo(422);
  }

  private String found(Browser.Page form, String by, String words) {
    Browser.Page page = clerk.post(form, "/desk/search", Map.of("by", by, "words", words));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.uri().toString()).endsWith("/desk/search");
    return page.body();
  }

  private String everyPage(String path) {
    StringBuilder all = new StringBuilder();
    String next = path;
    while (next != null) {
      String body = clerk.get(next).body();
      all.append(body);
      Matcher more = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"").matcher(body);
      next = more.find() ? more.group(1).replace("&amp;", "&") : null;
    }
    return all.toString();
  }
}
