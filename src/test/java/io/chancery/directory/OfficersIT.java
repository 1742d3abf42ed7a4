package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.chancery.Browser;
import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.access.TestActing;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.path.CaseWalk;
import io.chancery.path.Rows;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A supervisor's officers, and what a new one may not do yet. */
@QuarkusTest
class OfficersIT {
  private static final AgencyId METRO =
      new AgencyId(new UUID(0x0193_0000_0000_7000L, 0x8000_0000_0000_0201L));
  private static final AgencyId HARBOUR =
      new AgencyId(new UUID(0x0193_0000_0000_7000L, 0x8000_0000_0000_0202L));
  private static final ActorId OLIVIA = ActorId.parse("01930000-0000-7000-8000-000000000001");
  private static final ActorId HANNA = ActorId.parse("01930000-0000-7000-8000-000000000004");
  private static final Actor SOFIA = supervisor("01930000-0000-7000-8000-000000000003", METRO);
  private static final Actor ELSEWHERE =
      supervisor("01930000-0000-7000-8000-000000000099", HARBOUR);
  private static final Pattern TOUCH = Pattern.compile("href=\"(/step-up/agency/begin[^\"]+)\"");

  @Inject OfficerAdministration officers;
  @Inject SubmissionRights rights;
  @Inject RecordedStanding standing;

  @Test
  void aSupervisorVouchesByPageAndTheOfficerBeginsOnProbation() throws Exception {
    Browser sofia = Browser.of("sofia.supervisor");
    assertThat(sofia.get("/agency/officers").body()).contains("Olivia Officer", "Active");
    Browser.Page page = sofia.get("/agency/officers/new");
    assertThat(page.body()).doesNotContain("name=\"badge\"");
    page = touch(sofia, page);
    Browser.Page wrong =
        sofia.post(
            page,
            "/agency/officers/new",
            Map.of("fullName", "Vera Vouched", "mail", "vera@sub.metro-police.example"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("href=\"#mail\"", "href=\"#badge\"", "href=\"#unit\"", "value=\"Vera Vouched\"");
    Browser.Page done =
        sofia.post(
            wrong,
            "/agency/officers/new",
            Map.of(
                "fullName", "Vera Vouched",
                "mail", "Vera.Vouched@metro-police.example",
                "badge", "4711",
                "unit", "Cybercrime"));
    assertThat(done.uri().getPath()).isEqualTo("/agency/officers");
    assertThat(done.body()).contains("Vera Vouched", "on probation");
    String id = id("vera.vouched@metro-police.example");
    assertThat(sofia.get("/agency/officers/" + id).body()).contains("4711", "Cybercrime");
    assertThat(Browser.of("olivia.officer").get("/agency/officers").status()).isEqualTo(403);
  }

  @Test
  void anAddressOutsideTheAgencysExactDomainsIsNotVouchedFor() {
    for (String mail :
        List.of(
            "x@metro-police.example.evil.test",
            "x@harbour-police.example",
            "x@metro-p\u043elice.example",
            "olivia.officer@metro-police.example")) {
      assertThatThrownBy(() -> vouch(SOFIA, mail))
          .as(mail)
          .isInstanceOfSatisfying(
              Problem.class,
              p -> assertThat(p.errors()).extracting("field").containsExactly("mail"));
    }
  }

  @Test
  void anotherAgencysOfficerIsNotFound() {
    for (Callable<Object> act :
        List.<Callable<Object>>of(
            () -> officers.one(OLIVIA.value()), () -> ended(OLIVIA), () -> vouchedAgain(OLIVIA))) {
      assertThatThrownBy(() -> TestActing.touched(ELSEWHERE, act))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.type()).isEqualTo(ProblemType.NOT_FOUND));
    }
  }

  @Test
  void probationRefusesContentUntilOneRequestWasVerified() throws SQLException {
    Rows.execute("update officer set verified_at = null where id = '" + OLIVIA + "'");
    String content = CaseWalk.draft(CaseWalk.newDocket(), List.of("posts"));
    submission(content).statusCode(409).body("code", equalTo("probation_content"));
    CaseWalk basic = CaseWalk.submitted(List.of("subscriber"));
    submission(content).statusCode(409);
    basic.verify();
    submission(content).statusCode(201);
  }

  @Test
  void probationRefusesAnEmergency() throws Exception {
    ActorId fresh = vouch(SOFIA, "paul.probation@metro-police.example");
    refused(ProblemType.BLOCKED, "probation_emergency", fresh, asked("us", true, false, 0));
    refused(ProblemType.BLOCKED, "probation_content", fresh, asked("us", false, true, 0));
    require(fresh, METRO, asked("us", false, false, 0));
  }

  @Test
  void aDayHasItsLimits() throws Exception {
    refused(ProblemType.TOO_MANY, "limit_officer", OLIVIA, asked("us", false, false, 1000));
    require(OLIVIA, METRO, asked("us", false, false, 999));
    refused(ProblemType.TOO_MANY, "limit_agency", OLIVIA, asked(0, 1000, 0));
  }

  @Test
  void processesThatAreOwedLowerTheLimitsOfADay() throws Exception {
    refused(ProblemType.TOO_MANY, "limit_agency", OLIVIA, asked(0, 500, 1));
    refused(ProblemType.TOO_MANY, "limit_officer", OLIVIA, asked(334, 334, 2));
    require(OLIVIA, METRO, asked(499, 499, 1));
    require(OLIVIA, METRO, asked(0, 0, 5000));
  }

  @Test
  void anAgencyThatNobodyVerifiedForTooLongSubmitsNothing() throws Exception {
    String sql =
        "update agency set verified_at = now() - interval '%s' where id = '" + HARBOUR + "'";
    try {
      Rows.asAdministrator(sql.formatted("390 days"));
      require(HANNA, HARBOUR, asked("us", false, false, 0));
      Rows.asAdministrator(sql.formatted("400 days"));
      assertThatThrownBy(() -> require(HANNA, HARBOUR, asked("us", false, false, 0)))
          .hasMessageContaining("agency_unverified");
    } finally {
      Rows.asAdministrator(sql.formatted("60 days"));
    }
  }

  @Test
  void anAccountLapsesAndTheSupervisorVouchesAgain() throws Exception {
    ActorId id = vouch(SOFIA, "lara.lapsed@metro-police.example");
    Rows.asAdministrator(
        "update officer set vouched_at = now() - interval '91 days', subject = 'lara', seen_at ="
            + " now() - interval '90 days 1 hour' where id = '"
            + id
            + "'",
        "update identity_order set done_at = now(), full_name = null, mail = null where person = '"
            + id
            + "'");
    assertThat(actor("lara")).isFalse();
    TestActing.touched(SOFIA, () -> vouchedAgain(id));
    assertThat(actor("lara")).isTrue();
    assertThatThrownBy(() -> TestActing.touched(SOFIA, () -> vouchedAgain(id)))
        .hasMessageContaining("officer_not_lapsed");
    TestActing.touched(SOFIA, () -> ended(id));
    assertThat(actor("lara")).isFalse();
    assertThatThrownBy(() -> TestActing.touched(SOFIA, () -> ended(SOFIA.id())))
        .as("oneself")
        .hasMessageContaining("officer_not_endable");
  }

  @Test
  void aTouchKeepsWhenTheNewestKeyWasEnrolled() throws SQLException {
    Browser sofia = Browser.of("sofia.supervisor");
    touch(sofia, sofia.get("/agency/officers/" + OLIVIA));
    assertThat(
            Rows.one(
                "select count(*) from step_up where act = 'end-officer' and completed_at is not"
                    + " null and newest_key_at > now() - interval '1 hour'"))
        .isEqualTo("1");
  }

  private static io.restassured.response.ValidatableResponse submission(String draft) {
    return CaseWalk.as(CaseWalk.OFFICER).post("/api/v1/requests/" + draft + "/submission").then();
  }

  private boolean actor(String subject) throws Exception {
    return ActingAs.system(() -> standing.actor("agency", subject, "test")).isPresent();
  }

  private void refused(
      ProblemType type, String code, ActorId officer, SubmissionRights.Asked asked) {
    assertThatThrownBy(() -> require(officer, METRO, asked))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.type()).isEqualTo(type);
              assertThat(p.code()).isEqualTo(code);
            });
  }

  private void require(ActorId officer, AgencyId agency, SubmissionRights.Asked asked)
      throws Exception {
    ActingAs.system(() -> {
      QuarkusTransaction.requiringNew().run(() -> rights.require(officer, agency, asked));
      return true;
    });
  }

  private static SubmissionRights.Asked asked(long byOfficer, long byAgency, long debts) {
    return new SubmissionRights.Asked("us", false, false, byOfficer, byAgency, debts);
  }

  private static SubmissionRights.Asked asked(
      String regime, boolean emergency, boolean content, long byOfficer) {
    return new SubmissionRights.Asked(regime, emergency, content, byOfficer, byOfficer, 0);
  }

  private ActorId vouch(Actor supervisor, String mail) throws Exception {
    return TestActing.touched(
        supervisor,
        () ->
            officers.vouch(
                new OfficerAdministration.Form("Somebody New", mail, "1", "Cybercrime")));
  }

  private Object vouchedAgain(ActorId id) {
    officers.vouchAgain(id.value());
    return id;
  }

  private Object ended(ActorId id) {
    officers.end(id.value(), "left-agency");
    return id;
  }

  private static String id(String mail) throws SQLException {
    return Rows.one("select id from officer where mail = '" + mail + "'");
  }

  private static Browser.Page touch(Browser browser, Browser.Page page) {
    Matcher link = TOUCH.matcher(page.body());
    assertThat(link.find()).as(page.body()).isTrue();
    return browser.get(link.group(1).replace("&amp;", "&"));
  }

  private static Actor supervisor(String id, AgencyId agency) {
    return new Actor(
        ActorId.parse(id), Actor.Kind.OFFICER, Set.of(Role.SUPERVISOR), agency, "S", "test");
  }
}
