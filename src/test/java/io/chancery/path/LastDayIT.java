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

import io.chancery.Browser;
import io.chancery.TestClock;
import io.chancery.access.Actor;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.casework.suspension.Suspensions;
import io.chancery.directory.ProtectedAccounts;
import io.chancery.directory.StaffAdministration;
import io.chancery.directory.StaffEndings;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import io.chancery.platform.Problem;
import io.chancery.retention.Purges;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** November 2017: a contractor on the last working day, with a session that still holds. */
@QuarkusTest
class LastDayIT {
  private static final String CONTRACTOR = "rolf.releaser";
  private static final ActorId ROLF = person(CONTRACTOR);
  private static final Pattern TOUCH = Pattern.compile("href=\"(/step-up/staff/begin[^\"]+)\"");
  private static final Duration CONTRACT = Duration.ofDays(2 * 365);

  @Inject StaffAdministration administration;
  @Inject StaffEndings endings;
  @Inject Proposals proposals;
  @Inject Purges purges;
  @Inject Suspensions suspensions;
  @Inject ProtectedAccounts accounts;
  @Inject Clock clock;

  @AfterEach
  void heStays() throws Exception {
    TestClock.reset();
    Instant later = clock.instant().plus(CONTRACT);
    confirmed(
        as(ADMINISTRATOR, () -> administration.moveLater(ROLF, later, "the test is over")), ARNO);
    // Told in the background; the next test signs him in.
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (Integer.parseInt(
            Rows.one(
                "select count(*) from identity_order where done_at is null and person = '"
                    + ROLF
                    + "'"))
        > 0) {
      assertThat(System.nanoTime()).as("Keycloak is told").isLessThan(until);
      LockSupport.parkNanos(50_000_000);
    }
  }

  @Test
  void onTheLastDayNothingIsReleasedAndAfterItNothingIsDone() throws Exception {
    CaseWalk walk =
        CaseWalk.submitted(List.of("posts")).verify().propose(1).approve().collect().seal();
    walk.awaitCheckpoint();
    Browser session = Browser.of(CONTRACTOR);
    String release = "/desk/release/" + walk.reference();
    assertThat(session.get(release).status()).isEqualTo(200);

    // Minutes alone: entries of a clock that was moved far would look back-dated to other tests.
    Instant end = clock.instant().plus(Duration.ofMinutes(3));
    touched(ADMINISTRATOR, () -> leaves(clock.instant(), end));
    assertRefusedByApiAndPage(walk, session, release);
    assertNothingIsGivenNorConfirmed(session);
    assertNothingIsLiftedNorPurged(walk, session);
    assertNoStopIsLiftedNorAnAccountTouched(walk);

    Map<String, Object> seen = seen(walk);
    TestClock.advance(Duration.between(clock.instant(), end).minusSeconds(30));
    assertThat(session.get("/desk").status()).as("still the last day").isEqualTo(200);
    int told = StaffAdministrationIT.alarms("ACCESS_REFUSED");
    int turnedAway = GrantedRights.entries("SignInRefused");
    TestClock.advance(Duration.ofSeconds(31));
    assertThat(session.get("/desk").status()).as("the session still holds").isEqualTo(403);
    assertThat(session.get(release).status()).isEqualTo(403);
    assertThat(session.get("/desk/directory/own/emergency").status()).isEqualTo(403);
    assertThat(released(walk, seen).statusCode()).isEqualTo(403);
    assertThat(CaseWalk.as(CONTRACTOR).get(walk.at("")).statusCode()).isEqualTo(403);
    assertThat(GrantedRights.entries("SignInRefused")).isGreaterThan(turnedAway);
    assertThat(StaffAdministrationIT.alarms("ACCESS_REFUSED")).as("approvers").isEqualTo(told + 2);
    assertThat(Rows.one("select reference from outbox where kind = 'ACCESS_REFUSED' limit 1"))
        .as("no name, no address")
        .isEqualTo(ROLF.toString());
    TestClock.reset();
    assertThat(walk.status()).isEqualTo("SEALED");
  }

  @Test
  void theDatabaseTakesNoStepOfHisAfterTheEnd() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("posts"));
    String step =
        "insert into step_taken select gen_random_uuid(), id, '%s', '%s', 'x', null, 'x', '%s'"
            + " from disclosure_case where reference = '%s'";
    touched(ADMINISTRATOR, () -> leaves(clock.instant(), clock.instant().plusSeconds(3600)));
    assertStepRefused(step.formatted("Release", ROLF, clock.instant(), walk.reference()));
    String column = "insert into %s (%s) values ('%s')";
    Map<String, String> ends =
        Map.of(
            "suspension_end", "ended_by",
            "role_end", "ended_by",
            "order_check", "checked_by",
            "order_end", "ended_by",
            "anomaly_answer", "answered_by",
            "access_review", "signed_by");
    ends.forEach((table, who) -> assertSignatureRefused(column.formatted(table, who, ROLF)));
    touched(ANNA, this::ended);
    for (String table : List.of("proposal", "suspension", "call_back")) {
      String who =
          Map.of("proposal", "proposed_by", "suspension", "begun_by", "call_back", "called_by")
              .get(table);
      assertSignatureRefused(column.formatted(table, who, ROLF));
    }
    for (String name : List.of("Release", "Propose", "Seal")) {
      // Back-dated as well: the row's own time is not believed.
      assertStepRefused(step.formatted(name, ROLF, "2026-01-01T00:00:00Z", walk.reference()));
    }
    assertThatThrownBy(() ->
            Rows.execute(
                "update staff_member set leaver_from = null, access_until = now() + interval"
                    + " '1 day' where id = '"
                    + ROLF
                    + "'"))
        .hasMessageContaining("two people");
  }

  private void assertRefusedByApiAndPage(CaseWalk walk, Browser session, String release)
      throws SQLException {
    int told = StaffAdministrationIT.alarms("LEAVER_REFUSED");
    Response answer = released(walk, seen(walk));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("guard_LEAVER");
    assertThat(StaffAdministrationIT.alarms("LEAVER_REFUSED")).isEqualTo(told + 2);

    Matcher touch = TOUCH.matcher(session.get(release).body());
    assertThat(touch.find()).isTrue();
    Browser.Page page = session.get(touch.group(1).replace("&amp;", "&"));
    Browser.Page refused =
        session.post(
            page,
            release,
            Map.of(
                "seenVersion",
                String.valueOf(walk.version()),
                "shown",
                CaseWalk.as(CaseWalk.RELEASER)
                    .get(walk.at("/sealed"))
                    .then()
                    .extract()
                    .path("ciphertext")));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("Your last day is recorded");
    assertThat(
            CaseWalk.as("alma.auditor")
                .get(walk.at("/timeline"))
                .then()
                .statusCode(200)
                .extract()
                .body()
                .asString())
        .contains("Your last day is recorded");
  }

  private void assertNothingIsGivenNorConfirmed(Browser session) throws Exception {
    Browser.Page form = session.get("/desk/directory/own/emergency");
    Browser.Page asked =
        session.post(
            form,
            "/desk/directory/own/emergency",
            Map.of("role", "approver", "hours", "1", "reason", "a protected account"));
    assertThat(asked.status()).isEqualTo(409);
    assertThat(asked.body()).contains("The person leaves and is given nothing more");

    int refusals = GrantedRights.entries("ActRefused");
    Actor clara = staff("clara.clerk", Role.CLERK);
    ProposalId ask =
        as(clara, () -> administration.breakGlass(Role.APPROVER, 1, "he will confirm it"));
    Actor rolf =
        new Actor(
            ROLF, Actor.Kind.STAFF, java.util.Set.of(Role.RELEASER), null, "Rolf", "test", true);
    assertThatThrownBy(() -> confirmed(ask, rolf))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("guard_LEAVER"));
    assertThat(GrantedRights.entries("ActRefused")).isGreaterThan(refusals);
    as(
        clara,
        () -> {
          proposals.withdraw(ask);
          return null;
        });
  }

  /** By page without the role; and with it, as if somebody had given it to him for the day. */
  private void assertNothingIsLiftedNorPurged(CaseWalk walk, Browser session) throws Exception {
    assertThat(session.get("/desk/retention").status()).isEqualTo(403);
    assertThat(session.get("/desk/retention/" + walk.reference()).status()).isEqualTo(403);
    triedADoorThatIsNotHis("RetentionPages");
    int refusals = GrantedRights.entries("ActRefused");
    int told = StaffAdministrationIT.alarms("LEAVER_REFUSED");
    Actor custodian =
        new Actor(
            ROLF, Actor.Kind.STAFF, java.util.Set.of(Role.CUSTODIAN), null, "Rolf", "test", true);
    assertThatThrownBy(() ->
            as(
                custodian,
                () -> purges.propose(walk.reference(), "not-authentic", "it is my last day")))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("guard_LEAVER"));
    assertThat(GrantedRights.entries("ActRefused")).isGreaterThan(refusals);
    assertThat(StaffAdministrationIT.alarms("LEAVER_REFUSED")).isEqualTo(told + 2);
    // Past the application, with its own login: nothing of the case goes without two people.
    assertThatThrownBy(() ->
            Rows.execute(
                "update production set status = 'PURGED' where case_id ="
                    + " (select id from disclosure_case where reference = '"
                    + walk.reference()
                    + "')"))
        .hasMessageContaining("two people");
  }

  /** With the roles, as if somebody had given them to him for the day. */
  private void assertNoStopIsLiftedNorAnAccountTouched(CaseWalk walk) throws Exception {
    Actor approver =
        new Actor(
            ROLF, Actor.Kind.STAFF, java.util.Set.of(Role.APPROVER), null, "Rolf", "test", true);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    assertKept(
        ANNA,
        approver,
        () ->
            suspensions.begin(
                walk.reference(),
                new Suspensions.Filing("comity-motion", "a court", "1", today, null)),
        () -> suspensions.lift(walk.reference(), 1, "denied"));
    touched(
        ARNO,
        () -> {
          suspensions.lift(walk.reference(), 1, "denied");
          return null;
        });
    Actor reviewer = staff("rita.reviewer", Role.REVIEWER);
    ProposalId protection = as(reviewer, () -> accounts.propose(true, "4711", "a head of state"));
    assertThatThrownBy(() -> confirmed(protection, approver))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("guard_LEAVER"));
    // Past the application, with its own login: the row of his signature is refused.
    assertSignatureRefused(
        "insert into proposal_answer values ('%s', 'CONFIRMED', '%s', now())"
            .formatted(protection, ROLF));
    as(
        reviewer,
        () -> {
          proposals.withdraw(protection);
          return null;
        });
  }

  /** Written after the answer, on another thread. */
  private static void triedADoorThatIsNotHis(String page) throws SQLException {
    String entries =
        "select count(*) from custody.entry where custody.person_of(bytes) = '%s'".formatted(ROLF)
            + " and position('%s.' in convert_from(bytes, 'UTF8')) > 0".formatted(page);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (Rows.one(entries).equals("0")) {
      assertThat(System.nanoTime()).as("an entry").isLessThan(until);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private void assertKept(Actor before, Actor leaver, Runnable first, Runnable act)
      throws Exception {
    touched(
        before,
        () -> {
          first.run();
          return null;
        });
    int refusals = GrantedRights.entries("ActRefused");
    int told = StaffAdministrationIT.alarms("LEAVER_REFUSED");
    assertThatThrownBy(() ->
            touched(
                leaver,
                () -> {
                  act.run();
                  return null;
                }))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("guard_LEAVER"));
    assertThat(GrantedRights.entries("ActRefused")).isGreaterThan(refusals);
    assertThat(StaffAdministrationIT.alarms("LEAVER_REFUSED")).isEqualTo(told + 2);
  }

  private static void assertSignatureRefused(String statement) {
    assertThatThrownBy(() -> Rows.execute(statement)).hasMessageContaining("access has ended");
  }

  private static void assertStepRefused(String statement) {
    assertThatThrownBy(() -> Rows.execute(statement)).hasMessageContaining("access has ended");
  }

  private static Response released(CaseWalk walk, Map<String, Object> seen) {
    return walk.post(CONTRACTOR, "/release", seen);
  }

  /** What a releaser saw last; asked before the clock moves, so that no look is dated ahead. */
  private static Map<String, Object> seen(CaseWalk walk) {
    String shown =
        CaseWalk.as(CaseWalk.RELEASER).get(walk.at("/sealed")).then().extract().path("ciphertext");
    return Map.of("seenVersion", walk.version(), "shown", shown);
  }

  private Void leaves(Instant from, Instant end) {
    endings.leaves(ROLF, from, end);
    return null;
  }

  private Void ended() {
    endings.endAccess(ROLF);
    return null;
  }
}
