package io.chancery.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatabaseRightsIT {
  @Inject AgroalDataSource dataSource;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.flyway.username")
  String owner;

  @ConfigProperty(name = "quarkus.flyway.password")
  String password;

  @Test
  void applicationsLoginHasNoDangerousRight() throws Exception {
    try (var connection = dataSource.getConnection()) {
      assertThat(reasons(DatabaseRights.findings(connection)))
          .filteredOn(reason -> !reason.contains("custody ledger"))
          .isEmpty();
    }
  }

  @Test
  void ownersLoginIsFound() throws Exception {
    try (var connection = DriverManager.getConnection(url, owner, password)) {
      assertThat(reasons(DatabaseRights.findings(connection))).contains("owns public.step_up");
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute("create schema if not exists custody");
        statement.execute("create table custody.probe (i int)");
      }
      assertThat(reasons(DatabaseRights.findings(connection)))
          .contains(
              "has UPDATE on custody.probe",
              "has DELETE on custody.probe",
              "has TRUNCATE on custody.probe");
      connection.rollback();
    }
  }

  @Test
  void everyTableHasItsGrants() throws Exception {
    try (var connection = dataSource.getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    select n.nspname || '.' || c.relname from pg_class c
                    join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind in ('r', 'p') and n.nspname in ('public', 'custody')
                    and c.relname <> 'flyway_schema_history'
                    and not has_table_privilege(current_user, c.oid, 'SELECT')\
                    """)) {
      assertThat(rows.next()).as("a table is missing in R__grants.sql").isFalse();
    }
  }

  /**
   * Such a trigger locks the row as if its key changed, since all columns are written: two who each
   * wrote a row below it would wait for one another.
   */
  @Test
  void noTriggerRunsBeforeARowIsUpdatedToWhichOthersPoint() throws Exception {
    try (var connection = dataSource.getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    select c.relname || '.' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                    where not t.tgisinternal and t.tgtype & 19 = 19 -- each row, before, update
                    and exists (select 1 from pg_constraint f where f.contype = 'f' and f.confrelid = c.oid)\
                    """)) {
      assertThat(rows.next()).as("make it AFTER UPDATE").isFalse();
    }
  }

  private static List<String> reasons(List<UnsafeSettings.Finding> findings) {
    return findings.stream().map(UnsafeSettings.Finding::reason).toList();
  }
}
