package io.chancery.source;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What differs between the databases of platforms. */
enum Dialect {
  /** PostgreSQL 14 and newer. */
  POSTGRESQL {
    @Override
    void begin(Connection connection, Duration statementTimeout) throws SQLException {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        statement.execute("SET LOCAL TIME ZONE 'UTC'");
        statement.execute("SET LOCAL statement_timeout = " + statementTimeout.toMillis());
      }
    }

    @Override
    void zone(Connection connection, ZoneId zone) throws SQLException {
      // PostgreSQL reads +01:00 as west of Greenwich; only an interval says what it means.
      String name =
          zone.getRules().isFixedOffset()
              ? "INTERVAL '" + offset(zone) + "' HOUR TO MINUTE"
              : "'" + zone.getId() + "'";
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET LOCAL TIME ZONE " + name);
      }
    }

    @Override
    String mayWrite() {
      return """
      SELECT EXISTS (
        SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
          AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
               OR has_any_column_privilege(c.oid, 'INSERT, UPDATE')))
      """;
    }

    @Override
    @Nullable String snapshot() {
      return "SELECT pg_current_snapshot()::text";
    }

    @Override
    String order(String time, String id) {
      return "date_trunc('milliseconds', "
          + time
          + ") NULLS FIRST, CAST("
          + id
          + " AS text) COLLATE \"C\"";
    }

    @Override
    Object moment(OffsetDateTime at, ZoneId zone) {
      return at;
    }
  },

  /** MariaDB 10.6 and newer. */
  MARIADB {
    @Override
    void begin(Connection connection, Duration statementTimeout) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        // Quotation marks mean columns, as everywhere in mappings; what is cut off is cut, not
        // rounded.
        statement.execute("SET SESSION sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,STRICT_ALL_TABLES'");
        statement.execute("SET SESSION time_zone = '+00:00'");
        statement.execute(
            "SET SESSION max_statement_time = "
                + java.math.BigDecimal.valueOf(statementTimeout.toMillis(), 3).toPlainString());
        statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      }
    }

    @Override
    void zone(Connection connection, ZoneId zone) throws SQLException {
      // By name only where the server has loaded its table of zones.
      String name = zone.getRules().isFixedOffset() ? offset(zone) : zone.getId();
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET SESSION time_zone = '" + name + "'");
      }
    }

    @Override
    String mayWrite() {
      return """
      SELECT EXISTS (
        SELECT 1 FROM (
          SELECT privilege_type AS p FROM information_schema.user_privileges
          UNION ALL SELECT privilege_type FROM information_schema.schema_privileges
          UNION ALL SELECT privilege_type FROM information_schema.table_privileges
          UNION ALL SELECT privilege_type FROM information_schema.column_privileges) AS held
        WHERE p NOT IN ('SELECT', 'USAGE', 'SHOW VIEW', 'SHOW DATABASES'))
        OR EXISTS (SELECT 1 FROM information_schema.applicable_roles)
      """;
    }

    @Override
    @Nullable String snapshot() {
      return null;
    }

    @Override
    String order(String time, String id) {
      return "CAST("
          + time
          + " AS DATETIME(3)), CAST("
          + id
          + " AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_nopad_bin";
    }

    @Override
    Object moment(OffsetDateTime at, ZoneId zone) {
      return at.atZoneSameInstant(zone).toLocalDateTime();
    }

    @Override
    Properties properties() {
      Properties properties = new Properties();
      properties.setProperty("connectTimeout", "10000");
      properties.setProperty("tcpKeepAlive", "true");
      // Neither a file of the portal's machine nor a second statement may be slipped in.
      properties.setProperty("allowLocalInfile", "false");
      properties.setProperty("allowMultiQueries", "false");
      return properties;
    }
  },

  /**
   * Trino 476 and newer, in front of a data lake. It has no snapshot over several statements: each
   * query is consistent in itself, where its connector is (docs/formats/mapping.md).
   */
  TRINO {
    @Override
    void begin(Connection connection, Duration statementTimeout) throws SQLException {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TIME ZONE 'UTC'");
        statement.execute(
            "SET SESSION query_max_run_time = '" + statementTimeout.toMillis() + "ms'");
      }
    }

    @Override
    void zone(Connection connection, ZoneId zone) throws SQLException {
      String name = zone.getRules().isFixedOffset() ? offset(zone) : zone.getId();
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TIME ZONE '" + name + "'");
      }
    }

    @Override
    String mayWrite() {
      return """
      SELECT EXISTS (
        SELECT 1 FROM information_schema.table_privileges WHERE privilege_type <> 'SELECT')
      """;
    }

    @Override
    @Nullable String snapshot() {
      return null;
    }

    @Override
    String order(String time, String id) {
      return "date_trunc('millisecond', " + time + ") NULLS FIRST, CAST(" + id + " AS varchar)";
    }

    @Override
    Object moment(OffsetDateTime at, ZoneId zone) {
      return at.atZoneSameInstant(zone).toLocalDateTime();
    }

    @Override
    Properties properties() {
      Properties properties = new Properties();
      properties.setProperty("source", "chancery");
      return properties;
    }
  };

  static Dialect of(String jdbcUrl) {
    if (jdbcUrl.startsWith("jdbc:mariadb:")) {
      return MARIADB;
    }
    return jdbcUrl.startsWith("jdbc:trino:") ? TRINO : POSTGRESQL;
  }

  /** A connection with a standing login; an empty password is none. */
  Connection connect(String url, String username, String password) throws SQLException {
    Properties properties = properties();
    properties.setProperty("user", username);
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(url, properties);
  }

  /** What the driver is told beside the login. */
  Properties properties() {
    return new Properties();
  }

  /** Begins one read-only transaction over one snapshot, in UTC, each statement bounded in time. */
  abstract void begin(Connection connection, Duration statementTimeout) throws SQLException;

  /** Times without zone are compared as times of this zone from here on. */
  abstract void zone(Connection connection, ZoneId zone) throws SQLException;

  /** A query that answers whether the login may change anything. */
  abstract String mayWrite();

  /** A query that names the snapshot, where the database has a name for it. */
  abstract @Nullable String snapshot();

  /** Order by time in milliseconds, then id by code point. */
  abstract String order(String time, String id);

  /** A boundary of the period as the database compares it. */
  abstract Object moment(OffsetDateTime at, ZoneId zone);

  private static String offset(ZoneId zone) {
    String id = zone.getRules().getOffset(java.time.Instant.EPOCH).getId();
    return id.equals("Z") ? "+00:00" : id;
  }

  /** Microseconds are counted; upwards keeps [from, until) exact. */
  static OffsetDateTime boundary(java.time.Instant at) {
    java.time.Instant cut = at.truncatedTo(ChronoUnit.MICROS);
    return (cut.equals(at) ? cut : cut.plus(1, ChronoUnit.MICROS)).atOffset(ZoneOffset.UTC);
  }

  /** Whether the login may change anything. */
  boolean mayWrite(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(mayWrite())) {
      boolean may = !answer.next() || answer.getBoolean(1);
      // Read to its end: Trino calls a query that is left early cancelled, and the transaction with
      // it.
      return may | answer.next();
    }
  }
}
