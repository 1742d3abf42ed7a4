package io.chancery.path;

import static io.chancery.path.GrantedRights.ADMINISTRATOR;
import static io.chancery.path.GrantedRights.ANNA;
import static io.chancery.path.GrantedRights.ARNO;
import static io.chancery.path.GrantedRights.as;
import static io.chancery.path.GrantedRights.confirmed;
import static io.chancery.path.GrantedRights.person;
import static io.chancery.path.GrantedRights.staff;
import static io.chancery.path.GrantedRights.touched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.TestClock;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.Guard;
import io.chancery.casework.StepResult;
import io.chancery.directory.AccessReviews;
import io.chancery.directory.BreakGlass;
import io.chancery.directory.NewColleague;
import io.chancery.directory.Staff;
import io.chancery.directory.StaffAdministration;
import io.chancery.directory.StaffEndings;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProposalId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.security.ForbiddenException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The platform's own people: giving takes two, taking takes one, and everything ends by itself. */
@QuarkusTest
class StaffAdministrationIT {
  private static final Actor CLERK = staff("clara.clerk", Role.CLERK);
  private static final Actor AUDITOR = staff("alma.auditor", Role.AUDITOR);

  @Inject StaffAdministration administration;
  @Inject StaffEndings endings;
  @Inject BreakGlass breakGlass;
  @Inject AccessReviews reviews;
  @Inject Staff people;
  @Inject CaseLifecycle lifecycle;
  @Inject Clock clock;

  private static final List<String> EVENTS =
      List.of(
          "RoleGranted",
          "ProposalConfirmed",
          "RoleEnded",
          "StaffAdmitted",
          "AccessEnded",
          "ActRefused",
          "AccessMovedLater",
          "BreakGlassReviewed",
          "AccessReviewed");

  private final GrantedRights rights = new GrantedRights();
  private final Map<String, Integer> before = new HashMap<>();

  @BeforeEach
  void whatIsRecordedAlready() throws java.sql.SQLException {
    for (String event : EVENTS) {
      before.put(event, GrantedRights.entries(event));
    }
  }

  @AfterEach
  void asItWas() throws Exception {
    TestClock.reset();
    rights.taken();
  }

  @Test
  void givingARoleTakesTwoAndTakingItOne() throws Exception {
    ActorId rita = person("rita.reviewer");
    ProposalId proposal =
        as(ADMINISTRATOR, () -> administration.grant(rita, Role.CLERK, null, "a colleague is ill"));
    assertThat(held(rita)).doesNotContain(Role.CLERK);
    confirmed(proposal, ARNO);
    assertThat(held(rita)).contains(Role.CLERK, Role.REVIEWER);
    recorded("RoleGranted", "ProposalConfirmed");

    UUID right = GrantedRights.right(rita, Role.CLERK);
    assertThatThrownBy(() -> as(ANNA, () -> end(right)))
        .as("without a touch of the key")
        .isInstanceOf(ForbiddenException.class);
    refused(ProblemType.FORBIDDEN, "", CLERK, () -> end(right));
    touched(ANNA, () -> end(right));
    assertThat(held(rita)).containsExactly(Role.REVIEWER);
    recorded("RoleEnded");
    assertThatThrownBy(
            () -> Rows.execute("delete from role_end where grant_id = '%s'".formatted(right)))
        .hasMessageContaining("role_end");
  }

  @Test
  void aColleagueIsAdmittedByTwo() throws Exception {
    String subject = UUID.randomUUID().toString();
    NewColleague contractor = colleague(subject, true, null, Role.CLERK);
    assertThatThrownBy(() -> touched(ADMINISTRATOR, () -> admit(contractor)))
        .isInstanceOfSatisfying(
            Problem.class,
            p ->
                assertThat(p.errors())
                    .containsExactly(
                        new Problem.FieldError("accessUntil", "staff_contractor_end")));
    refused(
        ProblemType.BLOCKED,
        "duties_administrator-decides-nothing",
        ADMINISTRATOR,
        () -> admit(colleague(subject, false, null, Role.ADMINISTRATOR, Role.APPROVER)));

    Instant end = clock.instant().plus(Duration.ofDays(90));
    confirmed(as(ADMINISTRATOR, () -> admit(colleague(subject, true, end, Role.CLERK))), ANNA);
    String id = Rows.one("select id from staff_member where subject = '%s'".formatted(subject));
    ActorId person = ActorId.parse(id);
    assertThat(held(person)).containsExactly(Role.CLERK);
    recorded("StaffAdmitted", "RoleGranted");
    assertThat(
            Rows.one(
                "select count(*) from custody.entry where convert_from(bytes, 'UTF8')"
                    + " similar to '%(Nora New|nora@platform)%'"))
        .isEqualTo("0");

    touched(ARNO, () -> endAccess(person));
    assertThat(people.actor(person)).isEmpty();
    recorded("AccessEnded");
  }

  @Test
  void nobodyGivesRightsToThemselves() throws Exception {
    refused(
        ProblemType.BLOCKED,
        "staff_own_rights",
        ADMINISTRATOR,
        () -> administration.grant(ADMINISTRATOR.id(), Role.CLERK, null, "why not"));
    recorded("ActRefused");
    refused(
        ProblemType.FORBIDDEN,
        "",
        CLERK,
        () -> administration.grant(CLERK.id(), Role.APPROVER, null, "why not"));
    refused(
        ProblemType.FORBIDDEN,
        "",
        CLERK,
        () -> administration.elevate(person("carl.clerk"), Role.CUSTODIAN, 1, "for a friend"));

    ProposalId own = as(ANNA, () -> administration.elevate(ANNA.id(), Role.CLERK, 1, "alone"));
    assertThatThrownBy(() -> confirmed(own, ANNA))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.type()).isEqualTo(ProblemType.FORBIDDEN));
    as(ANNA, () -> withdraw(own));
  }

  @Test
  void rolesThatNobodyHoldsTogetherAreRefusedByTheirRule() {
    refused(
        ProblemType.BLOCKED,
        "duties_auditor-takes-no-part",
        ADMINISTRATOR,
        () -> administration.grant(AUDITOR.id(), Role.REVIEWER, null, "a second pair of eyes"));
    refused(
        ProblemType.BLOCKED,
        "duties_administrator-decides-nothing",
        ADMINISTRATOR,
        () -> administration.breakGlass(Role.CUSTODIAN, 1, "an emergency"));
  }

  @Test
  void anElevationEndsByItself() throws Exception {
    int tooLong = 9;
    assertThatThrownBy(() ->
            as(CLERK, () -> administration.elevate(CLERK.id(), Role.RELEASER, tooLong, "a wave")))
        .isInstanceOfSatisfying(
            Problem.class,
            p ->
                assertThat(p.errors())
                    .containsExactly(new Problem.FieldError("hours", "staff_hours")));
    confirmed(
        as(CLERK, () -> administration.elevate(CLERK.id(), Role.RELEASER, 2, "a wave")), ANNA);
    assertThat(held(CLERK.id())).contains(Role.RELEASER);
    Instant end =
        Instant.parse(
            Rows.one(
                "select to_char(valid_until at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                    + " from role_grant where kind = 'ELEVATION' order by id desc limit 1"));
    TestClock.advance(Duration.between(clock.instant(), end).minusSeconds(30));
    assertThat(held(CLERK.id())).contains(Role.RELEASER);
    TestClock.advance(Duration.ofSeconds(32));
    assertThat(held(CLERK.id())).containsExactly(Role.CLERK);
  }

  @Test
  void anEndOfAccessIsMovedEarlierByOneAndLaterByTwo() throws Exception {
    ActorId curt = person("curt.custodian");
    touched(ADMINISTRATOR, () -> endAccess(curt));
    assertThat(people.actor(curt)).isEmpty();
    refused(
        ProblemType.FORBIDDEN, "", ANNA, () -> administration.moveLater(curt, null, "a mistake"));
    ProposalId later =
        as(ADMINISTRATOR, () -> administration.moveLater(curt, null, "ended by mistake"));
    confirmed(later, ARNO);
    assertThat(held(curt)).containsExactly(Role.CUSTODIAN);
    recorded("AccessMovedLater");

    touched(ADMINISTRATOR, () -> endAccess(curt));
    assertThatThrownBy(() ->
            Rows.execute(
                "update staff_member set access_until = null where id = '%s'".formatted(curt)))
        .as("what was confirmed once moves nothing a second time")
        .hasMessageContaining("two people");
    confirmed(
        as(ADMINISTRATOR, () -> administration.moveLater(curt, null, "ended by mistake")), ARNO);
  }

  @Test
  void theDatabaseGivesNothingToOnePersonWithTheApplicationsLogin() {
    String rolf = person("rolf.releaser").toString();
    for (String statement :
        List.of(
            "insert into role_grant (id, staff_id, role, kind, reason, valid_from, basis)"
                + " values (gen_random_uuid(), '%s', 'approver', 'STANDING', 'x', now(), 'SEED')",
            "insert into role_grant (id, staff_id, role, kind, reason, valid_from, basis,"
                + " proposal_id) values (gen_random_uuid(), '%s', 'approver', 'STANDING', 'x',"
                + " now(), 'PROPOSAL', gen_random_uuid())",
            "insert into role_grant (id, staff_id, role, kind, reason, valid_from, basis,"
                + " proposal_id) select gen_random_uuid(), '%s', 'approver', 'STANDING', 'x',"
                + " now(), 'PROPOSAL', proposal_id from role_grant where proposal_id is not null"
                + " limit 1",
            "update staff_member set access_until = access_until + interval '1 day' where id ="
                + " '%s'",
            "insert into staff_member (id, subject, full_name, title, version) select"
                + " gen_random_uuid(), 'x' || '%s', 'Nobody', 'x', 0")) {
      assertThatThrownBy(() -> Rows.execute(statement.formatted(rolf)))
          .as(statement)
          .hasMessageContaining("two people");
    }
    assertThatThrownBy(() ->
            Rows.execute("update staff_member set subject = 'x' where id = '%s'".formatted(rolf)))
        .hasMessageContaining("stays the person");
    assertThatThrownBy(() -> Rows.execute("update role_grant set valid_until = null"))
        .isInstanceOf(java.sql.SQLException.class);
  }

  @Test
  void aRoleForAnEmergencyIsReviewedBeforeItsCasesClose() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("posts"));
    Actor carl = staff("carl.clerk", Role.CLERK);
    ProposalId ask =
        as(CLERK, () -> administration.breakGlass(Role.REVIEWER, 1, "everybody is ill"));
    int told = alarms("BREAK_GLASS");
    confirmed(ask, carl);
    assertThat(held(CLERK.id())).contains(Role.REVIEWER);
    assertThat(alarms("BREAK_GLASS")).as("auditor and approvers").isEqualTo(told + 3);
    walk.version(); // Clara looks at the case.
    io.restassured.response.Response looked = CaseWalk.as(CaseWalk.CLERK).get(walk.at("/timeline"));
    assertThat(looked.statusCode()).isEqualTo(200);
    walk.verify();

    CaseId id =
        CaseId.parse(
            Rows.one(
                "select id from disclosure_case where reference = '%s'"
                    .formatted(walk.reference())));
    assertThat(objection(walk, id)).isEqualTo(new StepResult.Blocked(Guard.BREAK_GLASS_OPEN));

    BreakGlass.Open open =
        as(AUDITOR, breakGlass::awaitingReview).stream()
            .filter(one -> one.holder().equals(CLERK.id()))
            .findFirst()
            .orElseThrow();
    assertThat(open.reviewDue()).isEqualTo(open.from().plus(Duration.ofDays(3)));
    refused(ProblemType.FORBIDDEN, "", ANNA, () -> reviewed(open));
    refused(ProblemType.NOT_YET, "staff_still_in_force", AUDITOR, () -> reviewed(open));
    touched(ANNA, () -> end(open.right()));
    assertThat(held(CLERK.id())).containsExactly(Role.CLERK);
    touched(AUDITOR, () -> reviewed(open));
    assertThat(objection(walk, id)).isNull();
    recorded("BreakGlassReviewed");
  }

  @Test
  void aReviewKeepsOrEndsEachRightAndIsSignedAsAWhole() throws Exception {
    rights.granted("ralf.reviewer", Role.CLERK);
    UUID end = GrantedRights.right(person("ralf.reviewer"), Role.CLERK);
    AccessReviews.Sheet sheet = as(ANNA, reviews::sheet);
    assertThat(sheet.lines().stream().filter(AccessReviews.Line::own))
        .extracting(AccessReviews.Line::person)
        .containsOnly(ANNA.id());
    Map<UUID, Boolean> kept = new HashMap<>();
    sheet.lines().stream()
        .filter(line -> !line.own())
        .forEach(line -> kept.put(line.right(), !line.right().equals(end)));
    assertThat(kept.remove(end)).isFalse();
    assertThatThrownBy(() -> touched(ANNA, () -> sign(sheet, kept)))
        .isInstanceOfSatisfying(
            Problem.class,
            p ->
                assertThat(p.errors())
                    .containsExactly(new Problem.FieldError("right-" + end, "staff_review_line")));
    kept.put(end, false);
    refused(ProblemType.FORBIDDEN, "", ADMINISTRATOR, () -> sign(sheet, kept));
    touched(ANNA, () -> sign(sheet, kept));
    assertThat(held(person("ralf.reviewer"))).containsExactly(Role.REVIEWER);
    recorded("AccessReviewed");
    refused(ProblemType.BLOCKED, "guard_SHOWN_DIFFERS", ANNA, () -> sign(sheet, kept));

    AccessReviews.Sheet next = as(ANNA, reviews::sheet);
    assertThat(next.overdue()).isFalse();
    for (AccessReviews.Line line : next.lines()) {
      Instant since = line.own() ? line.from() : line.reviewedAt();
      assertThat(line.dueAt()).isEqualTo(since.plus(Duration.ofDays(92)));
    }
  }

  private StepResult objection(CaseWalk walk, CaseId id) throws Exception {
    String sql = "update disclosure_case set status = '%s' where id = '%s'";
    String before = walk.status();
    Rows.execute(sql.formatted("DELIVERED", id));
    try {
      return as(CLERK, () -> lifecycle.objection(id, CLERK, new CaseStep.Close(CLERK.id(), "done")))
          .orElse(null);
    } finally {
      Rows.execute(sql.formatted(before, id));
    }
  }

  private static NewColleague colleague(
      String subject, boolean contractor, Instant until, Role... roles) {
    return new NewColleague(
        subject, "Nora New", "Clerk", "nora@platform.example", contractor, until, Set.of(roles));
  }

  private ProposalId admit(NewColleague colleague) {
    return administration.admit(colleague, "we are too few");
  }

  private Void end(UUID right) {
    endings.endRole(right, "no longer needed");
    return null;
  }

  private Void endAccess(ActorId person) {
    endings.endAccess(person);
    return null;
  }

  private Void reviewed(BreakGlass.Open open) {
    breakGlass.review(open.right(), BreakGlass.Outcome.JUSTIFIED, "looked at every entry");
    return null;
  }

  private Void sign(AccessReviews.Sheet sheet, Map<UUID, Boolean> kept) {
    reviews.sign(sheet.digest(), kept);
    return null;
  }

  private static Void withdraw(ProposalId proposal) {
    GrantedRights.bean(io.chancery.access.Proposals.class).withdraw(proposal);
    return null;
  }

  private Set<Role> held(ActorId person) throws Exception {
    return as(Actor.SYSTEM, () -> people.actor(person)).orElseThrow().roles();
  }

  private void recorded(String... events) throws java.sql.SQLException {
    for (String event : events) {
      assertThat(GrantedRights.entries(event))
          .as(event)
          .isGreaterThan(before.getOrDefault(event, 0));
    }
  }

  static int alarms(String kind) throws java.sql.SQLException {
    return Integer.parseInt(
        Rows.one("select count(*) from outbox where kind = '%s'".formatted(kind)));
  }

  private static void refused(ProblemType type, String code, Actor actor, Callable<?> act) {
    assertThatThrownBy(() -> touched(actor, act))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.type()).isEqualTo(type);
              assertThat(p.code()).isEqualTo(code);
            });
  }
}
