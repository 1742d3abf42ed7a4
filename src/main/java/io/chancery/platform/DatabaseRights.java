package io.chancery.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the application's own database login may do that it must not be able to do. */
final class DatabaseRights {
  private static final String LOGIN = "quarkus.datasource.username";

  private DatabaseRights() {}

  /** Asks the server as that login; a missing ledger is a finding, not an excuse. */
  static List<UnsafeSettings.Finding> findings(Connection connection) throws SQLException {
    List<UnsafeSettings.Finding> findings = new ArrayList<>();
    for (String right :
        names(
            connection,
            """
            select attribute from pg_roles, lateral (values
              ('is a superuser', rolsuper), ('bypasses row-level security', rolbypassrls),
              ('may create roles', rolcreaterole)) as may (attribute, held)
            where rolname = current_user and held\
            """)) {
      add(findings, right);
    }
    for (String table :
        names(
            connection,
            """
            select n.nspname || '.' || c.relname from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname in ('public', 'custody')
            and pg_has_role(current_user, c.relowner, 'MEMBER') order by 1\
            """)) {
      add(findings, "owns " + table);
    }
    if (names(
            connection,
            "select 'custody.' || tablename from pg_tables where schemaname = 'custody'")
        .isEmpty()) {
      add(findings, "sees no custody ledger: the migrations have not run");
    }
    for (String right :
        names(
            connection,
            """
            select privilege || ' on custody.' || c.relname from pg_class c
            join pg_namespace n on n.oid = c.relnamespace,
            lateral (values ('UPDATE'), ('DELETE'), ('TRUNCATE')) as may (privilege)
            where c.relkind in ('r', 'p') and n.nspname = 'custody'
            and has_table_privilege(current_user, c.oid, privilege) order by 1\
            """)) {
      add(findings, "has " + right);
    }
    return List.copyOf(findings);
  }

  private static void add(List<UnsafeSettings.Finding> findings, String reason) {
    findings.add(new UnsafeSettings.Finding(LOGIN, reason));
  }

  private static List<String> names(Connection connection, String query) throws SQLException {
    List<String> names = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
