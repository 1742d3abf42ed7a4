package io.chancery.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What the database refuses although it is asked with the application's own login. */
@QuarkusTest
class SecondLineIT {
  private static final String METRO = "01930000-0000-7000-8000-000000000201";
  private static final String HARBOUR = "01930000-0000-7000-8000-000000000202";

  @Test
  void nobodySignedInSeesNoCase() throws SQLException {
    String reference = CaseWalk.submitted(List.of("posts")).reference();
    try (Connection connection = application();
        Statement sql = connection.createStatement()) {
      assertThat(count(sql, reference)).isZero();
      as(sql, "agency", HARBOUR);
      assertThat(count(sql, reference)).isZero();
      as(sql, "agency", METRO);
      assertThat(count(sql, reference)).isEqualTo(1);
      as(sql, "staff", "");
      assertThat(count(sql, reference)).isEqualTo(1);
    }
  }

  @Test
  void anAgencySeesNoRowOfAnothersCase() throws SQLException {
    CaseWalk.submitted(List.of("posts")).verify().propose(1).approve();
    try (Connection connection = application();
        Statement sql = connection.createStatement()) {
      as(sql, "agency", HARBOUR);
      for (String table :
          List.of(
              "target",
              "scope_item",
              "legal_instrument",
              "step_taken",
              "hand_off",
              "verification_check",
              "review_decision",
              "item_decision",
              "clock_event",
              "clarification",
              "suspension",
              "internal_note",
              "conflict_declaration",
              "expression_flag",
              "collection_task",
              "production",
              "delivery_grant",
              // What it drafted itself it sees.
              "draft where agency_id <> '" + HARBOUR + "'",
              "draft_upload u where not exists (select 1 from draft d where d.id = u.draft_id"
                  + " and d.agency_id = '"
                  + HARBOUR
                  + "')")) {
        try (var rows = sql.executeQuery("select count(*) from " + table)) {
          rows.next();
          assertThat(rows.getLong(1)).as(table).isZero();
        }
      }
    }
  }

  @Test
  void aReleaseWithoutFourPeopleIsRefusedAtCommit() throws SQLException {
    CaseWalk walk = CaseWalk.submitted(List.of("posts"));
    try (Connection connection = application();
        Statement sql = connection.createStatement()) {
      as(sql, "system", "");
      sql.execute(
          "insert into step_taken select gen_random_uuid(), id, s, gen_random_uuid(), 'x', null, 'x', now()"
              + " from disclosure_case, unnest(array['Propose', 'Approve', 'Seal']) s where reference = '"
              + walk.reference()
              + "'");
      // One person in two roles: the approver releases.
      sql.execute(
          "insert into step_taken select gen_random_uuid(), t.case_id, 'Release', t.actor_id, 'x', null, 'x', now()"
              + " from step_taken t join disclosure_case c on c.id = t.case_id"
              + " where t.step = 'Approve' and c.reference = '"
              + walk.reference()
              + "'");
      sql.execute(
          "update disclosure_case set status = 'RELEASED' where reference = '"
              + walk.reference()
              + "'");
      assertThatThrownBy(connection::commit).hasMessageContaining("different people");
    }
    assertThat(walk.status()).isEqualTo("SUBMITTED");
  }

  @Test
  void aStepNeedsARightThatIsInForceWhenItCommits() {
    CaseWalk walk = CaseWalk.submitted(List.of("posts"));
    String step =
        "insert into step_taken select gen_random_uuid(), id, '%s', %s, '%s', null, 'x', now()"
            + " from disclosure_case where reference = '"
            + walk.reference()
            + "'";
    String rita = "'" + GrantedRights.person("rita.reviewer") + "'";
    refused(step.formatted("Approve", rita, "approver"), "no such right");
    String of = " where full_name = 'Hanna Harbour'";
    assertThatThrownBy(() ->
            Rows.asAdministrator(
                "begin",
                "update officer set ended_at = now()" + of,
                "set local session_replication_role = origin",
                step.formatted("Withdraw", "(select id from officer" + of + ")", "officer")))
        .hasMessageContaining("this officer's access has ended");
  }

  @Test
  void aProtectedAccountIsNotReleasedByOneApprover() throws SQLException {
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify().propose(1);
    String ofTheCase =
        "select t.account_hash from target t join disclosure_case c on c.id = t.case_id"
            + " where c.reference = '"
            + walk.reference()
            + "'";
    administrator(
        "insert into protected_account (account_hash, reason, recorded_at) "
            + ofTheCase.replace("t.account_hash", "t.account_hash, 'a test', now()"));
    try (Connection connection = application();
        Statement sql = connection.createStatement()) {
      as(sql, "system", "");
      sql.execute(
          "insert into step_taken select gen_random_uuid(), id, s, gen_random_uuid(), 'x', null, 'x', now()"
              + " from disclosure_case, unnest(array['Propose', 'Approve', 'Seal', 'Release']) s"
              + " where reference = '"
              + walk.reference()
              + "'");
      sql.execute(
          "update disclosure_case set status = 'RELEASED' where reference = '"
              + walk.reference()
              + "'");
      assertThatThrownBy(connection::commit).hasMessageContaining("two approvers");
    } finally {
      administrator("delete from protected_account where account_hash in (" + ofTheCase + ")");
    }
    assertThat(walk.status()).isEqualTo("AWAITING_APPROVAL");
  }

  @Test
  void agenciesNumbersAndOfficersComeByThePeopleWhoseActItIs() {
    String metro = "'" + METRO + "'";
    refused(
        "insert into agency (id, slug, name, country, recorded_at, verified_at, version)"
            + " values (gen_random_uuid(), 'one', 'One Person', 'US', now(), now(), 0)",
        "admitted by two people");
    refused("update agency set name = 'Other' where id = " + metro, "stays what was admitted");
    refused("update agency set verified_at = now() where id = " + metro, "by two people");
    refused(
        "update agency set suspended_at = null, suspended_reason = null where id = " + metro,
        "update agency set suspended_at = now(), suspended_reason = 'misuse' where id = " + metro,
        "lifted");
    refused(
        "insert into contact_number values (gen_random_uuid(), %s, '+12025550188', 'x', now(), null)"
            .formatted(metro),
        "recorded by two people");
    refused(
        "update contact_number set recorded_at = recorded_at - interval '1 year' where agency_id = "
            + metro,
        "stays what it is");
    refused("update contact_number set retired_at = now() where agency_id = " + metro, "by two");
    String officer =
        "insert into officer (id, agency_id, subject, full_name, mail, role, vouched_at, vouched_by,"
            + " version) select gen_random_uuid(), %s, 'x', 'X', 'x@x.example', '%s', now(), %s, 0";
    refused(officer.formatted(metro, "officer", "gen_random_uuid()"), "vouched for");
    String theirs = "(select id from officer where agency_id = %s and role = 'supervisor' limit 1)";
    refused(officer.formatted(metro, "supervisor", theirs.formatted(metro)), "vouched for");
    refused(officer.formatted("'" + HARBOUR + "'", "officer", theirs.formatted(metro)), "vouched");
    refused("update officer set role = 'supervisor' where agency_id = " + metro, "stays who was");
  }

  private static void refused(String statement, String why) {
    refused(statement, "select 1", why);
  }

  /** In one transaction, so that nothing of {@code before} stays. */
  private static void refused(String statement, String before, String why) {
    assertThatThrownBy(() -> Rows.execute(before, statement))
        .as(statement)
        .hasMessageContaining(why);
  }

  /** With the rights of the tables' owner and past their triggers, as nobody in the portal can. */
  private static void administrator(String statement) throws SQLException {
    Config config = ConfigProvider.getConfig();
    try (Connection connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("chancery.test.administrator", String.class),
                config.getValue("chancery.test.administrator-password", String.class));
        Statement sql = connection.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute(statement);
    }
  }

  @Test
  void evidenceIsInsertOnly() throws SQLException {
    CaseWalk.submitted(List.of("posts"));
    for (String statement :
        List.of(
            "update step_taken set role = 'x'",
            "delete from step_taken",
            "update hand_off set kind = 'x'",
            "delete from hand_off",
            "truncate hand_off",
            "delete from verification_check",
            "delete from read_grant_use",
            "update custody.entry set n = 1",
            "delete from custody.entry",
            "truncate custody.leaf",
            "delete from disclosure_case",
            "drop table outbox",
            "create table mine (x int)",
            "alter table disclosure_case disable row level security")) {
      try (Connection connection = application();
          Statement sql = connection.createStatement()) {
        as(sql, "system", "");
        assertThatThrownBy(() -> sql.execute(statement))
            .as(statement)
            .isInstanceOf(SQLException.class);
      }
    }
  }

  private static long count(Statement sql, String reference) throws SQLException {
    try (var rows =
        sql.executeQuery(
            "select count(*) from disclosure_case where reference = '" + reference + "'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void as(Statement sql, String side, String agency) throws SQLException {
    sql.execute(
        "select set_config('chancery.side', '"
            + side
            + "', true), set_config('chancery.agency', '"
            + agency
            + "', true)");
  }

  private static Connection application() throws SQLException {
    Config config = ConfigProvider.getConfig();
    Connection connection =
        DriverManager.getConnection(
            config.getValue("quarkus.datasource.jdbc.url", String.class),
            config.getValue("quarkus.datasource.username", String.class),
            config.getValue("quarkus.datasource.password", String.class));
    connection.setAutoCommit(false);
    return connection;
  }
}
