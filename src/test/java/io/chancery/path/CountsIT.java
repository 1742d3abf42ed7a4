package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a reviewer learns in numbers before a decision, and what an approver's signature covers. */
@QuarkusTest
class CountsIT {

  @Test
  void numbersStandBesideTheItemsAndTheApproverSignsThem() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber", "posts", "searches")).verify();
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    as(REVIEWER).post(walk.at("/counts")).then().statusCode(204);
    JsonPath found =
        as(REVIEWER).get(walk.at("/counts")).then().statusCode(200).extract().jsonPath();
    assertThat(found.getString("[0].resolution")).isEqualTo("FOUND");
    assertThat(found.getBoolean("[0].protectedAccount")).isFalse();
    String posts = "[0].items.find { it.group == 'posts' }.";
    assertThat(found.getInt(posts + "inside")).isEqualTo(167);
    assertThat(found.getInt(posts + "before")).isPositive();
    assertThat(found.getInt(posts + "after")).isPositive();
    List<Integer> months = found.getList(posts + "parts.records");
    assertThat(months).hasSize(3);
    assertThat(months.stream().mapToInt(Integer::intValue).sum()).isEqualTo(167);
    assertThat(found.getBoolean("[0].items.find { it.group == 'subscriber' }.state")).isTrue();
    assertThat(found.getBoolean("[0].items.find { it.group == 'searches' }.held")).isFalse();

    String here = "/desk/review/" + walk.reference();
    Browser reviewer = Browser.of(REVIEWER);
    Browser.Page page = reviewer.get(here);
    assertThat(page.body()).contains("Count again", "Month by month", "Linked accounts", "167");
    assertThat(reviewer.post(page, here + "/counts", Map.of()).uri().getPath()).isEqualTo(here);
    new Shots().take(reviewer, "counts", here);

    walk.propose(3);
    String shown = walk.shownDecision();
    assertThat(Browser.of(APPROVER).get("/desk/approval/" + walk.reference()).body())
        .contains("167", "Linked accounts");
    // Numbers that appear behind the proposal are not what the approver was shown.
    Rows.execute(
        "insert into target_count select gen_random_uuid(), case_id, target, grant_id, counted_by,"
            + " counted_at + interval '1 second', sealed || '\\x00', digest from target_count t"
            + " where case_id = (select id from disclosure_case where reference = '"
            + walk.reference()
            + "') order by counted_at desc limit 1");
    walk.post(APPROVER, "/approval", Map.of("seenVersion", walk.version(), "shown", shown))
        .then()
        .statusCode(409);
    assertThat(walk.status()).isEqualTo("AWAITING_APPROVAL");
  }

  @Test
  void onlyAReviewerOfThisCaseCountsAndOnlyInReview() {
    CaseWalk walk = CaseWalk.submitted(List.of("posts"));
    as(REVIEWER).post(walk.at("/counts")).then().statusCode(409);
    walk.verify();
    as(CUSTODIAN).post(walk.at("/counts")).then().statusCode(403);
    as(APPROVER).post(walk.at("/counts")).then().statusCode(403);
    as(CUSTODIAN).get(walk.at("/counts")).then().statusCode(403);
    as("alma.auditor").get(walk.at("/counts")).then().statusCode(403);
    // Nothing is counted for a target that was not looked up.
    as(REVIEWER).post(walk.at("/counts")).then().statusCode(204);
    assertThat(as(APPROVER).get(walk.at("/counts")).jsonPath().getList("[0].items")).isEmpty();
    List<String> events = as("alma.auditor").get(walk.at("/timeline")).jsonPath().getList("event");
    assertThat(events).contains("StepRefused").doesNotContain("TargetCounted");
  }
}
