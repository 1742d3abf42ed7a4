package io.chancery.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.casework.LedgerCheck;
import io.chancery.oversight.RightsCheck;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Tables that say something else than the ledger, in a real portal. */
@QuarkusTest
class LedgerCheckIT {

  @Inject LedgerCheck check;
  @Inject RightsCheck rights;

  @Test
  void forgedRowsAreNamedWithTheirCase() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify().propose(1).approve();
    assertThat(differences(walk)).isEmpty();
    sql(
        "insert into step_taken select gen_random_uuid(), id, 'Seal', gen_random_uuid(), 'custodian',"
            + " 'COLLECTED', 'SEALED', now() from disclosure_case where reference = '"
            + walk.reference()
            + "'");
    assertThat(differences(walk))
        .containsExactly(
            walk.reference() + ": the table has the step Seal once, the ledger 0 times");
    sql(
        "update disclosure_case set status = 'WITHDRAWN' where reference = '"
            + walk.reference()
            + "'");
    assertThat(differences(walk))
        .hasSize(2)
        .anyMatch(text -> text.contains("the table says that the case is WITHDRAWN, the ledger"));
  }

  @Test
  void whatNobodyRecordedBesideTheStepsIsNamedWithItsCase() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify();
    CaseWalk other = CaseWalk.submitted(List.of("posts"));
    assertThat(differences(walk)).isEmpty();
    assertThat(differences(other)).isEmpty();
    UUID forger = UUID.randomUUID();
    String of = "(select id from disclosure_case where reference = '%s')";
    String id = of.formatted(walk.reference());
    String clerk = Rows.one("select id::text from staff_member order by id limit 1");
    List<String> forged =
        List.of(
            "insert into verification_check values (gen_random_uuid(), %s, 'call-back', 'PASSED', 'x', '%s', now())"
                .formatted(id, forger),
            "insert into suspension values ('%s', %s, 1, 'court-challenge', 'x', 'x', now(), null, '%s', now())"
                .formatted(forger, id, clerk),
            "insert into suspension_end values ('%s', %s, 'denied', '%s', now())"
                .formatted(forger, id, clerk),
            "insert into case_link values (gen_random_uuid(), %s, %s, 'corrects', now())"
                .formatted(id, of.formatted(other.reference())));
    try {
      Rows.asAdministrator(forged.toArray(String[]::new));
      String none = ", the ledger has no entry of it";
      String link = "LINK: the table has %s corrects %s" + none;
      assertThat(differences(walk))
          .containsExactlyInAnyOrder(
              walk.reference() + ": CHECK: the table has call-back passed by " + forger + none,
              walk.reference() + ": SUSPENSION: the table has 1 court-challenge by " + clerk + none,
              walk.reference() + ": END_OF_SUSPENSION: the table has 1 denied by " + clerk + none,
              walk.reference() + ": " + link.formatted(walk.reference(), other.reference()));
      assertThat(differences(other))
          .containsExactly(
              other.reference() + ": " + link.formatted(walk.reference(), other.reference()));
    } finally {
      Rows.asAdministrator(
          "delete from suspension_end where suspension_id = '" + forger + "'",
          "delete from suspension where id = '" + forger + "'",
          "delete from verification_check where by = '" + forger + "'",
          "delete from case_link where case_id = " + id);
    }
  }

  @Test
  void listsOfAccountsDomainsNetworksAndRulesThatNobodyActedForAreNamed() throws Exception {
    assertThat(ofRights()).isEmpty();
    UUID proposal = UUID.randomUUID();
    String agency = UUID.randomUUID().toString();
    String hash = "ab".repeat(32);
    try {
      Rows.asAdministrator(
          "insert into proposal values ('%s', 'PLACE_CANARY', gen_random_uuid(), null, '{}', 'x', 'x', gen_random_uuid(), now())"
              .formatted(proposal),
          "insert into protected_account values ('%s', 'x', now(), false, null)".formatted(hash),
          "insert into canary_account values ('%s', 'x', now(), true, '%s')"
              .formatted(hash, proposal),
          "insert into agency_domain values ('forged.example', '%s', now())".formatted(agency),
          "insert into agency_network values ('%s', '', '%s', now())".formatted(agency, proposal),
          "insert into policy_activation values ('%s', 'forged', '1', '%s', now())"
              .formatted(proposal, hash));
      assertThat(ofRights())
          .contains(
              missing("PROTECTED_ACCOUNT", "account " + hash.substring(0, 12)),
              missing("CANARY", "account " + hash.substring(0, 12)),
              missing("DOMAIN", "forged.example of " + agency),
              missing("NETWORKS", "those of " + agency),
              missing("POLICY_VERSION", "forged 1 " + hash + " by " + proposal))
          .hasSize(6);
    } finally {
      Rows.asAdministrator(
          "delete from policy_activation where proposal_id = '" + proposal + "'",
          "delete from agency_network where proposal_id = '" + proposal + "'",
          "delete from agency_domain where domain = 'forged.example'",
          "delete from canary_account where proposal_id = '" + proposal + "'",
          "delete from protected_account where account_hash = '" + hash + "'",
          "delete from proposal where id = '" + proposal + "'");
    }
    assertThat(ofRights()).isEmpty();
  }

  @Test
  void rowsOfTwoPeopleThatNobodyActedForAreNamed() throws Exception {
    assertThat(ofRights()).isEmpty();
    UUID proposal = UUID.randomUUID();
    UUID forger = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    sql(
        "insert into proposal values ('%1$s', 'GRANT_ROLE', gen_random_uuid(), null, '{}', 'x', 'x', '%2$s', now());"
            .formatted(proposal, forger),
        forger);
    sql(
        "insert into proposal_answer values ('%s', 'CONFIRMED', '%s', now())"
            .formatted(proposal, second),
        second);
    assertThat(ofRights())
        .containsExactly(
            "PROPOSAL: the table has %s by %s, the ledger has no entry of it"
                .formatted(proposal, forger),
            "CONFIRMATION: the table has %s by %s, the ledger has no entry of it"
                .formatted(proposal, second));
    takenBack(proposal);
  }

  @Test
  void agenciesOfficersNumbersAndKeysThatNobodyActedForAreNamed() throws Exception {
    assertThat(ofRights()).isEmpty();
    UUID agency = UUID.randomUUID();
    UUID supervisor = UUID.randomUUID();
    UUID officer = UUID.randomUUID();
    UUID number = UUID.randomUUID();
    UUID forger = UUID.randomUUID();
    String of = "'" + agency + "'";
    try {
      Rows.asAdministrator(
          "insert into agency (id, slug, name, country, recorded_at, verified_at, suspended_at, version)"
              + " values (%s, 'forged', 'Forged Police', 'US', now(), now(), now(), 0)"
                  .formatted(of),
          officer(supervisor, of, "supervisor", forger),
          officer(officer, of, "officer", supervisor),
          "update officer set ended_at = now() where id = '" + officer + "'",
          "insert into contact_number values ('%s', %s, '+12025550777', 'x', now() - interval '90 days', null)"
              .formatted(number, of),
          "insert into recipient_key (id, agency_id, kind, recipient, fingerprint, registered_at,"
              + " confirmed_at, confirmed_by, revoked_at) values (gen_random_uuid(), "
              + of
              + ", 'AGE', 'age1x', 'abc', now(), now(), '%s', now())".formatted(forger));
      assertThat(ofRights())
          .containsExactlyInAnyOrder(
              missing("AGENCY", agency + " by nobody"),
              missing("SUPERVISOR", agency),
              missing("OFFICER", officer),
              missing("END_OF_OFFICER", officer),
              missing("CALL_BACK_NUMBER", number),
              missing("RECIPIENT_KEY", agency + " abc by " + forger),
              missing("END_OF_RECIPIENT_KEY", agency + " abc by nobody"),
              "SUSPENSION: the table says that %s is suspended, the ledger says otherwise"
                  .formatted(agency));
    } finally {
      Rows.asAdministrator(
          "delete from recipient_key where agency_id = " + of,
          "delete from contact_number where agency_id = " + of,
          "delete from officer where agency_id = " + of,
          "delete from agency where id = " + of);
    }
    assertThat(ofRights()).isEmpty();
  }

  private static String officer(UUID id, String agency, String role, UUID by) {
    return "insert into officer (id, agency_id, subject, full_name, mail, role, vouched_at, vouched_by,"
        + " version) values ('%1$s', %2$s, '%1$s', 'Forged', '%1$s@forged.example', '%3$s', now(), '%4$s', 0)"
            .formatted(id, agency, role, by);
  }

  private static String missing(String what, Object row) {
    return "%s: the table has %s, the ledger has no entry of it".formatted(what, row);
  }

  private List<String> ofRights() throws IOException {
    RightsCheck.Comparison comparison = rights.begin();
    assertThat(check.run(List.of(), comparison.entries()).findings().wrongs()).isEmpty();
    return comparison.differences().get();
  }

  /** Only the owner of the tables could: the triggers refuse everybody else. */
  private static void takenBack(UUID proposal) throws SQLException {
    Config config = ConfigProvider.getConfig();
    try (Connection connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("chancery.test.administrator", String.class),
                config.getValue("chancery.test.administrator-password", String.class));
        Statement sql = connection.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute("delete from proposal_answer where proposal_id = '" + proposal + "'");
      sql.execute("delete from proposal where id = '" + proposal + "'");
    }
  }

  private List<String> differences(CaseWalk walk) throws IOException {
    LedgerCheck.Result result = check.run(List.of(), entry -> {});
    assertThat(result.findings().wrongs()).isEmpty();
    return result.differences().stream().filter(text -> text.startsWith(walk.reference())).toList();
  }

  private static void sql(String statement) throws SQLException {
    sql(statement, new UUID(0, 1));
  }

  private static void sql(String statement, UUID actor) throws SQLException {
    Config config = ConfigProvider.getConfig();
    try (Connection connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
        Statement sql = connection.createStatement()) {
      sql.execute("select set_config('chancery.side', 'system', false)");
      sql.execute("select set_config('chancery.actor', '" + actor + "', false)");
      sql.execute(statement);
    }
  }
}
