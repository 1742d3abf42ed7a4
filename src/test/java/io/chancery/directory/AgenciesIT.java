package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.access.TestActing;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.ProposalId;
import io.chancery.path.Rows;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** From a first contact to an agency that may ask, and how it is stopped. */
@QuarkusTest
class AgenciesIT {
  private static final AgencyId HARBOUR =
      new AgencyId(new UUID(0x0193_0000_0000_7000L, 0x8000_0000_0000_0202L));
  private static final Actor CLERK = staff("000000000011", Role.CLERK);
  private static final Actor APPROVER = staff("000000000015", Role.APPROVER);
  private static final String HANNA = "01930000-0000-7000-8000-000000000004";

  @Inject AgencyAdministration agencies;
  @Inject AgencyOnboarding onboarding;
  @Inject AgencySupervisors supervisors;
  @Inject Proposals proposals;
  @Inject RecordedStanding standing;
  @Inject Officers officers;

  @Test
  void anAgencyIsAdmittedByTwoPeopleOnEvidence() throws Exception {
    UUID id = begun("Northern Prosecutor", "prosecutor-north", "prosecutor-north.example");
    refused(ProblemType.BLOCKED, "application_evidence_missing", () -> proposed(id, ""));
    TestActing.as(CLERK, () -> seen(id));
    refused(ProblemType.BLOCKED, "application_evidence_missing", () -> proposed(id, ""));
    UUID challenge = mailChallenge(id);
    assertThatThrownBy(() -> TestActing.as(CLERK, () -> met(id, challenge, "guessed")))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.errors()).extracting("field").contains("code"));
    TestActing.as(CLERK, () -> met(id, challenge, code(challenge)));
    ProposalId proposal = TestActing.as(CLERK, () -> proposed(id, ""));
    assertThat(TestActing.as(APPROVER, () -> proposals.one(proposal)).lines().toString())
        .contains("prosecutor-north.example", "Pia Prosecutor", "+12025550190", "the directory of");
    refused(ProblemType.FORBIDDEN, "", () -> confirmed(CLERK, proposal));
    assertThat(Rows.one("select count(*) from agency where id = '" + id + "'")).isEqualTo("0");

    confirmed(APPROVER, proposal);
    AgencyId agency = new AgencyId(id);
    assertThat(TestActing.as(CLERK, () -> agencies.one(agency)).domains())
        .containsExactly("prosecutor-north.example");
    assertThat(
            Rows.one(
                "select role || ' ' || (verified_at is null) from officer where agency_id = '"
                    + id
                    + "'"))
        .as("its supervisor begins on probation like everybody")
        .isEqualTo("supervisor true");
    assertThat(numbers(agency)).extracting("usable").containsExactly(false);
    // The row grows old, not the clock: entries that the portal makes meanwhile keep their time.
    Rows.asAdministrator(
        "update contact_number set recorded_at = recorded_at - interval '31 days' where agency_id"
            + " = '"
            + id
            + "'");
    assertThat(numbers(agency)).extracting("usable").containsExactly(true);
  }

  @Test
  void aLookAlikeIsAdmittedWithTheWordsOfBothPeopleWhoSawTheAlarm() throws Exception {
    UUID id = begun("Metr\u043e Police Department", "metro-north", "metro-polise.example");
    TestActing.as(CLERK, () -> seen(id));
    UUID challenge = mailChallenge(id);
    TestActing.as(CLERK, () -> met(id, challenge, code(challenge)));
    assertThatThrownBy(() -> TestActing.as(CLERK, () -> proposed(id, "it is fine")))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.errors()).extracting("field").contains("despite"));
    ProposalId proposal =
        TestActing.as(CLERK, () -> proposed(id, "The ministry confirmed it by letter of today."));
    assertThat(TestActing.as(APPROVER, () -> proposals.one(proposal)).lines().toString())
        .contains("Metro Police Department, CONFUSABLE", "FEW_EDITS", "letter of today");
    assertThat(Browser.of("clara.clerk").get("/desk/directory/applications/" + id).body())
        .contains("Looks like another agency", "metro-police.example");
    assertThatThrownBy(() -> confirmed(APPROVER, proposal, "seen"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.errors()).extracting("field").contains("words"));
    assertThatThrownBy(() ->
            Rows.execute(
                "select set_config('chancery.side', 'staff', true), set_config('chancery.actor',"
                    + " '%s', true)".formatted(APPROVER.id()),
                "insert into proposal_answer values ('%s', 'CONFIRMED', '%s', now())"
                    .formatted(proposal, APPROVER.id()),
                "insert into agency (id, slug, name, country, recorded_at, verified_at, version)"
                    + " values ('%s', 'metro-north', 'Metro', 'US', now(), now(), 0)"
                        .formatted(id)))
        .hasMessageContaining("both say why");
    confirmed(APPROVER, proposal, "I called the ministry: it is the northern office.");
    assertThat(TestActing.as(CLERK, () -> proposals.one(proposal)).words())
        .contains("I called the ministry");
  }

  @Test
  void anAgencyWithoutSupervisorGetsOneByTwoPeopleOnALetterAndACallToANumberOfAge()
      throws Exception {
    UUID id = begun("Coastal Inspectorate", "coastal-inspectorate", "coastal-inspectorate.example");
    TestActing.as(CLERK, () -> seen(id));
    UUID challenge = mailChallenge(id);
    TestActing.as(CLERK, () -> met(id, challenge, code(challenge)));
    confirmed(APPROVER, TestActing.as(CLERK, () -> proposed(id, "")));
    AgencyId agency = new AgencyId(id);
    String number = numbers(agency).getFirst().id().toString();
    AgencySupervisors.Evidence evidence =
        evidence("Paul Prosecutor", "paul@coastal-inspectorate.example", number);
    refused(
        ProblemType.BLOCKED,
        "agency_has_supervisor",
        () -> supervisors.propose(agency, evidence, "They wrote."));

    // Pia was not seen for longer than an account lives.
    Rows.asAdministrator(
        "update officer set vouched_at = vouched_at - interval '100 days' where agency_id = '"
            + id
            + "'");
    assertThat(Browser.of("clara.clerk").get("/desk/directory/agencies/" + id).body())
        .contains("Nobody is left in this agency");
    assertThatThrownBy(() ->
            TestActing.as(
                CLERK,
                () ->
                    supervisors.propose(
                        agency,
                        new AgencySupervisors.Evidence(
                            new OfficerAdministration.Form("", "paul@elsewhere.example", "1", "x"),
                            "a letter",
                            number,
                            "they said yes"),
                        "They wrote.")))
        .isInstanceOfSatisfying(
            Problem.class,
            p ->
                assertThat(p.errors())
                    .extracting("field")
                    .containsExactly("fullName", "mail", "letter", "called", "calledNumber"));
    Rows.asAdministrator(
        "update contact_number set recorded_at = recorded_at - interval '60 days' where agency_id"
            + " = '"
            + id
            + "'");
    ProposalId proposal =
        TestActing.as(CLERK, () -> supervisors.propose(agency, evidence, "They wrote."));
    refused(ProblemType.FORBIDDEN, "", () -> confirmed(CLERK, proposal));
    assertThat(TestActing.as(APPROVER, () -> proposals.one(proposal)).lines().toString())
        .contains("Pia Prosecutor", "Paul Prosecutor", "+12025550190", "letter 7 of", "the desk");
    confirmed(APPROVER, proposal);
    assertThat(
            Rows.one(
                "select string_agg(full_name || ' ' || (ended_at is null), ', ' order by"
                    + " vouched_at) from officer where role = 'supervisor' and agency_id = '"
                    + id
                    + "'"))
        .isEqualTo("Pia Prosecutor true, Paul Prosecutor true");
    refused(
        ProblemType.BLOCKED,
        "agency_has_supervisor",
        () -> supervisors.propose(agency, evidence, "They wrote."));
  }

  @Test
  void whatIsKnownAlreadyIsNotBegunAgain() {
    assertThatThrownBy(() -> begun("Harbour Two", "harbour-police", "harbour-police.example"))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> assertThat(p.errors()).extracting("field").containsExactly("slug", "domains"));
  }

  @Test
  void onePersonStopsAnAgencyAtOnceAndTwoLetItGoOn() throws Exception {
    ActorId hanna = ActorId.parse(HANNA);
    assertThat(actor(HANNA)).isTrue();
    TestActing.touched(CLERK, () -> suspended("forged-request"));
    try {
      assertThat(actor(HANNA)).isFalse();
      assertThat(ActingAs.system(() -> officers.inStanding(hanna, HARBOUR))).isFalse();
      assertThat(Browser.of("clara.clerk").get("/desk/directory/agencies/" + HARBOUR).body())
          .contains("The agency is suspended", "A forged request");
      assertThatThrownBy(() -> TestActing.touched(CLERK, () -> suspended("misuse")))
          .hasMessageContaining("agency_suspended");
      assertThat(
              Rows.one(
                  "select count(*) from identity_order where act = 'LOGOUT' and person = '"
                      + HANNA
                      + "'"))
          .isEqualTo("1");
    } finally {
      ProposalId lift =
          TestActing.as(CLERK, () -> agencies.proposeLift(HARBOUR, "The account was recovered."));
      refused(ProblemType.FORBIDDEN, "", () -> confirmed(CLERK, lift));
      assertThat(actor(HANNA)).as("proposed, not lifted").isFalse();
      confirmed(APPROVER, lift);
    }
    assertThat(actor(HANNA)).isTrue();
  }

  @Test
  void aCallBackNumberChangesByTwoPeopleAndIsTooYoungAtFirst() throws Exception {
    var before = numbers(HARBOUR);
    assertThat(before).extracting("usable").contains(true);
    ProposalId proposal =
        TestActing.as(
            CLERK,
            () ->
                agencies.proposeNumber(
                    HARBOUR, null, "+1 202 555 0177", "the state's directory", "They moved."));
    assertThat(numbers(HARBOUR)).hasSameSizeAs(before);
    confirmed(APPROVER, proposal);
    assertThat(numbers(HARBOUR))
        .filteredOn(number -> number.number().equals("+12025550177"))
        .extracting("usable")
        .containsExactly(false);
    assertThatThrownBy(() ->
            TestActing.as(
                CLERK, () -> agencies.proposeNumber(HARBOUR, null, "call me", "here", "why")))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.errors()).extracting("field").contains("number"));
  }

  @Test
  void thePagesNameEveryFieldAtFault() {
    Browser clerk = Browser.of("clara.clerk");
    assertThat(clerk.get("/desk/directory/agencies").body())
        .contains("Metro Police Department", "metro-police.example");
    Browser.Page form = clerk.get("/desk/directory/applications/new");
    Browser.Page wrong =
        clerk.post(
            form,
            "/desk/directory/applications/new",
            Map.of("name", "Somewhere", "kind", "court", "numbers", "+1 202 555 0190"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("href=\"#domains\"", "href=\"#mail\"", "href=\"#slug\"", "value=\"Somewhere\"");
    assertThat(Browser.of("cora.custodian").get("/desk/directory/agencies").status())
        .isEqualTo(403);
  }

  private UUID begun(String name, String slug, String domain) throws Exception {
    return TestActing.as(
        CLERK,
        () ->
            onboarding.begin(
                new NewAgency(
                    name,
                    slug,
                    "US",
                    "prosecutor",
                    List.of(domain),
                    List.of(),
                    List.of("+12025550190"),
                    "the directory of the state",
                    new OfficerAdministration.Form(
                        "Pia Prosecutor", "pia@" + domain, "1", "Office"))));
  }

  private UUID seen(UUID id) {
    onboarding.record(id, "directory", "Entry in the directory of the state, page 7.");
    return id;
  }

  private UUID met(UUID id, UUID challenge, String code) {
    onboarding.meet(id, challenge, code);
    return id;
  }

  private ProposalId proposed(UUID id, String despite) {
    return onboarding.propose(id, "They asked to be admitted.", despite);
  }

  private AgencyId suspended(String reason) {
    agencies.suspend(HARBOUR, reason);
    return HARBOUR;
  }

  private static AgencySupervisors.Evidence evidence(String name, String mail, String number) {
    return new AgencySupervisors.Evidence(
        new OfficerAdministration.Form(name, mail, "2", "Office"),
        "letter 7 of the head of the office, by post",
        number,
        "the desk of the office confirmed letter and name");
  }

  private Void confirmed(Actor actor, ProposalId proposal) throws Exception {
    return confirmed(actor, proposal, "");
  }

  private Void confirmed(Actor actor, ProposalId proposal, String words) throws Exception {
    var shown = TestActing.as(actor, () -> proposals.one(proposal)).shown();
    return TestActing.touched(
        actor,
        () -> {
          proposals.confirm(proposal, shown, words);
          return null;
        });
  }

  private List<AgencyAdministration.CallBackNumber> numbers(AgencyId agency) throws Exception {
    return TestActing.as(CLERK, () -> agencies.callBackNumbers(agency));
  }

  private boolean actor(String subject) throws Exception {
    return ActingAs.system(() -> standing.actor("agency", subject, "test")).isPresent();
  }

  private UUID mailChallenge(UUID id) throws SQLException {
    return UUID.fromString(
        Rows.one(
            "select id from agency_evidence where kind = 'mail' and application_id = '"
                + id
                + "'"));
  }

  private static String code(UUID challenge) throws SQLException {
    return Rows.one("select challenge from agency_evidence where id = '" + challenge + "'");
  }

  private static void refused(ProblemType type, String code, Callable<?> act) {
    assertThatThrownBy(() -> TestActing.as(CLERK, act::call))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.type()).isEqualTo(type);
              assertThat(p.code()).isEqualTo(code);
            });
  }

  private static Actor staff(String number, Role role) {
    return new Actor(
        ActorId.parse("01930000-0000-7000-8000-" + number),
        Actor.Kind.STAFF,
        Set.of(role),
        null,
        "Staff",
        "test");
  }
}
