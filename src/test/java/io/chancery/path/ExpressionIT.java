package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.RELEASER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody is sought because of what they say. */
@QuarkusTest
class ExpressionIT {

  @Test
  void aCriticIsNotUnmaskedByOneApproverNorWithoutBeingTold() throws SQLException {
    String docket = CaseWalk.newDocket();
    CaseWalk walk = CaseWalk.submitted(Fixtures.openRequest(docket, List.of("posts")));
    walk.post(OFFICER, "/orders", Fixtures.order(docket, 90)).then().statusCode(201);
    walk.verify();
    String here = "/desk/expression/" + walk.reference();
    Browser reviewer = Browser.of(REVIEWER);
    assertThat(reviewer.post(reviewer.get(here), here, Map.of("reason", "")).status())
        .isEqualTo(422);
    Browser.Page form = reviewer.get(here);
    reviewer.post(form, here, Map.of("reason", "criticism"));
    assertThat(reviewer.post(form, here, Map.of("reason", "press")).status()).isEqualTo(409);
    assertThat(reviewer.get("/desk/cases/" + walk.reference()).body())
        .contains("Criticism of an authority or an official", "Rita Reviewer");
    assertThat(as(OFFICER).get(walk.at("/timeline")).body().asString())
        .doesNotContain("Expression");

    walk.propose(1);
    assertThat(Browser.of(APPROVER).get("/desk/approval/" + walk.reference()).body())
        .contains("Raised: two approvers must sign", "after you a second approver must sign");
    walk.approve();
    assertThat(walk.status()).isEqualTo("AWAITING_APPROVAL");
    assertOneApproverIsRefusedByTheDatabase(walk);
    Map<String, Object> signature =
        Map.of("seenVersion", walk.version(), "shown", walk.shownDecision());
    walk.post("arno.approver", "/third-signature", signature).then().statusCode(200);

    assertThat(
            walk.post(APPROVER, "/notices/exception", Map.of("reason", "child-safety"))
                .jsonPath()
                .getString("code"))
        .isEqualTo("guard_EXPRESSION");
    walk.collect().seal().awaitCheckpoint();
    String shown = as(RELEASER).get(walk.at("/sealed")).jsonPath().getString("ciphertext");
    assertThat(
            walk.post(RELEASER, "/release", Map.of("seenVersion", walk.version(), "shown", shown))
                .jsonPath()
                .getString("code"))
        .as("nobody has told the account holder, and nobody has checked the order")
        .isEqualTo("guard_NOTICE_OPEN");
    walk.orderChecked(1).release();
  }

  @Test
  void aRequestBehindWhichNoJudgeStandsSaysSo() {
    String words = "No judge or court has looked at this request";
    CaseWalk warrant = CaseWalk.submitted(List.of("posts"));
    Browser clerk = Browser.of(CaseWalk.CLERK);
    assertThat(clerk.get("/desk/verification/" + warrant.reference()).body()).doesNotContain(words);
    CaseWalk letter = CaseWalk.submitted(preservation());
    assertThat(clerk.get("/desk/verification/" + letter.reference()).body()).contains(words);
  }

  private static Map<String, Object> preservation() {
    Map<String, Object> form =
        new HashMap<>(Fixtures.openRequest(CaseWalk.newDocket(), List.of("posts")));
    form.put("kind", "preservation-2703f");
    form.put("issuerType", "law-enforcement-agency");
    return form;
  }

  private static void assertOneApproverIsRefusedByTheDatabase(CaseWalk walk) {
    String ofTheCase = " from disclosure_case where reference = '" + walk.reference() + "'";
    assertThatThrownBy(() ->
            Rows.execute(
                "insert into step_taken select gen_random_uuid(), id, s, gen_random_uuid(), 'x',"
                    + " null, 'x', now()"
                    + ofTheCase.replace(
                        " where", ", unnest(array['Propose', 'Seal', 'Release']) s where"),
                "update disclosure_case set status = 'RELEASED' where reference = '"
                    + walk.reference()
                    + "'"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("needs two approvers");
    assertThatThrownBy(() -> Rows.execute("delete from expression_flag"))
        .isInstanceOf(SQLException.class);
  }
}
