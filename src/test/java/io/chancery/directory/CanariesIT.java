package io.chancery.directory;

import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static io.chancery.path.GrantedRights.ADMINISTRATOR;
import static io.chancery.path.GrantedRights.ANNA;
import static io.chancery.path.GrantedRights.person;
import static io.chancery.path.GrantedRights.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.access.TestActing;
import io.chancery.kernel.ProposalId;
import io.chancery.path.CaseWalk;
import io.chancery.path.GrantedRights;
import io.chancery.path.Rows;
import io.chancery.platform.Problem;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever touches an account that nobody may ask for raises an alarm and sees nothing of it. */
@QuarkusTest
class CanariesIT {
  private static final String ACCOUNT = "9000000077";

  @Inject CanaryAccounts canaries;
  @Inject Proposals proposals;

  @Test
  void everyWayToACanaryRaisesAnAlarmThatThePersonDoesNotSee() throws Exception {
    ProposalId placed = TestActing.as(ADMINISTRATOR, () -> canaries.propose(true, ACCOUNT, "bait"));
    GrantedRights.confirmed(placed, ANNA);
    CaseWalk before = CaseWalk.submitted(List.of("subscriber")).verify();
    int resolved = as(REVIEWER).post(before.at("/resolutions")).statusCode();
    assertThat(found(before)).isTrue();
    becomes(placed, before);
    try {
      CaseWalk walk = CaseWalk.submitted(List.of("subscriber")).verify();
      assertThat(as(REVIEWER).post(walk.at("/resolutions")).statusCode()).isEqualTo(resolved);
      as(REVIEWER).post(walk.at("/counts")).then().statusCode(204);
      walk.propose(1).approve().collect();
      String caseId = caseId(walk);
      for (String way : List.of("resolve", "count")) {
        assertThat(touched(placed, way, caseId, REVIEWER)).as(way).isPositive();
      }
      assertThat(touched(placed, "collection", caseId, CaseWalk.CUSTODIAN)).isEqualTo(1);
      assertThat(Rows.one("select count(*) from outbox where kind = 'CANARY'")).isNotEqualTo("0");

      assertThat(found(before)).isTrue();
      assertThat(touched(placed, "search", "none", REVIEWER)).isEqualTo(1);
      assertThat(as("alma.auditor").get(walk.at("/timeline")).asString())
          .doesNotContain("CanaryTouched");
      assertThat(as(REVIEWER).get(walk.at("")).asString()).doesNotContainIgnoringCase("canary");
      assertThat(Browser.of(REVIEWER).get("/desk/review/" + walk.reference()).body())
          .doesNotContainIgnoringCase("canary");
      assertThat(Browser.of("alma.auditor").get("/desk/ledger").body()).contains("canary account");
    } finally {
      // A row that is gone would be a difference from the ledger.
      Rows.asAdministrator(
          "update canary_account set account_hash = repeat('0', 64) where proposal_id = '%s'"
              .formatted(placed));
    }
  }

  @Test
  void aCanaryIsPlacedByTwoAndWhichItIsNobodyElseSees() throws Exception {
    assertThatThrownBy(() ->
            TestActing.as(
                staff(REVIEWER, Role.REVIEWER), () -> canaries.propose(true, "9000000078", "x")))
        .isInstanceOf(Problem.class);
    ProposalId id =
        TestActing.as(ADMINISTRATOR, () -> canaries.propose(true, "9000000078", "bait"));
    assertThat(lines(id, REVIEWER, Role.REVIEWER)).doesNotContain("9000000078", "hash");
    assertThat(lines(id, "anna.approver", Role.APPROVER)).contains("9000000078");
    assertThatThrownBy(() ->
            Rows.execute(
                "insert into canary_account values (repeat('a', 64), 'x', now(), true, '%s')"
                    .formatted(id)))
        .hasMessageContaining("two people");
    GrantedRights.confirmed(id, ANNA);
    assertThat(Browser.of("adam.administrator").get("/desk/directory/canaries").body())
        .contains("bait")
        .doesNotContain("9000000078");
    assertThatThrownBy(
            () -> TestActing.as(ADMINISTRATOR, () -> canaries.propose(true, "9000000078", "again")))
        .isInstanceOf(Problem.class);
    ProposalId end = TestActing.as(ADMINISTRATOR, () -> canaries.propose(false, "9000000078", "x"));
    GrantedRights.confirmed(end, ANNA);
    assertThat(Rows.one("select in_force from canary_account where proposal_id = '" + end + "'"))
        .isEqualTo("f");
    assertThatThrownBy(() ->
            Rows.execute(
                "update canary_account set in_force = true where proposal_id = '%s'"
                    .formatted(end)))
        .hasMessageContaining("two people");
    assertThatThrownBy(() ->
            Rows.execute(
                "update canary_account set in_force = true, proposal_id = '%s' where proposal_id = '%s'"
                    .formatted(id, end)))
        .as("an old confirmation")
        .hasMessageContaining("two people");
  }

  private String lines(ProposalId id, String username, Role role) throws Exception {
    return TestActing.as(staff(username, role), () -> proposals.one(id)).lines().toString();
  }

  private static boolean found(CaseWalk walk) {
    String identifier =
        as(CaseWalk.CLERK).get(walk.at("")).then().extract().path("targets[0].identifier");
    Browser reviewer = Browser.of(REVIEWER);
    Browser.Page found =
        reviewer.post(
            reviewer.get("/desk/search"),
            "/desk/search",
            Map.of("by", "IDENTIFIER", "words", identifier));
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body()).doesNotContainIgnoringCase("canary");
    return found.body().contains(walk.reference());
  }

  /**
   * The account of a case takes the canary's place: a test does not know the platform's own ids.
   */
  private static void becomes(ProposalId placed, CaseWalk walk) throws Exception {
    Rows.asAdministrator(
        "update canary_account set account_hash = (select t.account_hash from target t"
            + " where t.case_id = '%s') where proposal_id = '%s'".formatted(caseId(walk), placed));
  }

  private static String caseId(CaseWalk walk) throws Exception {
    return String.valueOf(
        Rows.one("select id from disclosure_case where reference = '" + walk.reference() + "'"));
  }

  private static int touched(ProposalId placed, String way, String caseId, String username)
      throws Exception {
    String object =
        "\"object\":{\"proposal\":\"%s\",\"way\":\"%s\",\"caseId\":\"%s\"}"
            .formatted(placed, way, caseId);
    return Integer.parseInt(
        String.valueOf(
            Rows.one(
                "select count(*) from custody.entry where custody.person_of(bytes) = '%s'"
                        .formatted(person(username))
                    + " and position('%s' in convert_from(bytes, 'UTF8')) > 0".formatted(object))));
  }
}
