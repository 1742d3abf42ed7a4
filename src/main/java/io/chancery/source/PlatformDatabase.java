package io.chancery.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A platform's PostgreSQL, opened for one run: read only, one snapshot, UTC, bounded time; with a
 * login that exists for this run alone, where a {@link Grantor} opens one. It has nothing to do
 * with the portal's own database.
 */
final class PlatformDatabase {
  private static final String MAY_WRITE =
      """
      SELECT EXISTS (
        SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
          AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
               OR has_any_column_privilege(c.oid, 'INSERT, UPDATE')))
      """;

  /** How often a login is tried that has not reached the replica yet. */
  private static final int TRIES = 20;

  private final PGSimpleDataSource connections = new PGSimpleDataSource();
  private final @Nullable Grantor grantor;
  private final Duration statementTimeout;
  private final int fetchSize;

  /** With a standing login. */
  PlatformDatabase(
      String url, String username, String password, Duration statementTimeout, int fetchSize) {
    this(url, null, statementTimeout, fetchSize);
    connections.setUser(username);
    connections.setPassword(password);
  }

  /** With a login that {@code opener} opens for each run. */
  PlatformDatabase(String url, @Nullable Grantor opener, Duration statementTimeout, int fetchSize) {
    this.grantor = opener;
    connections.setUrl(url);
    connections.setApplicationName("chancery");
    connections.setConnectTimeout(10);
    connections.setTcpKeepAlive(true);
    this.statementTimeout = statementTimeout;
    this.fetchSize = fetchSize;
  }

  int fetchSize() {
    return fetchSize;
  }

  /** Opens the logins, where none stands. */
  @Nullable Grantor grantor() {
    return grantor;
  }

  /** One run's connection, in one read-only transaction; closing it ends snapshot and login. */
  final class Session implements AutoCloseable {
    private final Connection connection;
    private final Grantor.@Nullable Login login;

    private Session(Connection connection, Grantor.@Nullable Login login) {
      this.connection = connection;
      this.login = login;
    }

    Connection connection() {
      return connection;
    }

    @Override
    public void close() {
      end(connection);
      if (grantor != null && login != null) {
        grantor.close(login.name());
      }
    }
  }

  /** Opens the platform for an attempt, and tells the attempt which snapshot it reads. */
  Session open(Attempt attempt) throws ReadFailed {
    Grantor.Login login = grantor == null ? null : grantor.open(attempt.runName());
    try {
      return new Session(snapshot(attempt, login), login);
    } catch (ReadFailed | RuntimeException e) {
      if (grantor != null && login != null) {
        grantor.close(login.name());
      }
      throw e;
    }
  }

  private Connection snapshot(Attempt attempt, Grantor.@Nullable Login login) throws ReadFailed {
    Connection connection = null;
    try {
      connection = Objects.requireNonNull(connect(login));
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        statement.execute("SET LOCAL TIME ZONE 'UTC'");
        statement.execute("SET LOCAL statement_timeout = " + statementTimeout.toMillis());
        try (ResultSet answer = statement.executeQuery(MAY_WRITE)) {
          if (!answer.next() || answer.getBoolean(1)) {
            throw new ReadFailed(Failure.LOGIN_TOO_POWERFUL);
          }
        }
        try (ResultSet answer = statement.executeQuery("SELECT pg_current_snapshot()::text")) {
          answer.next();
          attempt.reads(answer.getString(1));
        }
      }
      return connection;
    } catch (SQLException e) {
      end(connection);
      throw ReadFailed.of(e);
    } catch (ReadFailed e) {
      end(connection);
      throw e;
    }
  }

  private Connection connect(Grantor.@Nullable Login login) throws SQLException {
    if (login == null) {
      return connections.getConnection();
    }
    for (int tried = 1; ; tried++) {
      try {
        return connections.getConnection(login.name(), login.password());
      } catch (SQLException e) {
        // A login made on the primary takes a moment to reach a replica.
        if (tried == TRIES || e.getSQLState() == null || !e.getSQLState().startsWith("28")) {
          throw e;
        }
        LockSupport.parkNanos(500_000_000L);
      }
    }
  }

  private static void end(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException ignored) {
        // The run has already failed for a better reason.
        return;
      }
    }
  }
}
