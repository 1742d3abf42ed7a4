package io.chancery.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A platform's PostgreSQL, opened for one run: read only, one snapshot, UTC, bounded time. It has
 * nothing to do with the portal's own database.
 */
final class PlatformDatabase {
  private static final String MAY_WRITE =
      """
      SELECT current_setting('is_superuser') = 'on' OR EXISTS (
        SELECT 1 FROM information_schema.table_privileges
        WHERE privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
          AND table_schema NOT IN ('pg_catalog', 'information_schema')
          AND (grantee = 'PUBLIC' OR pg_has_role(grantee, 'USAGE')))
      """;

  private final PGSimpleDataSource connections = new PGSimpleDataSource();
  private final Duration statementTimeout;
  private final int fetchSize;

  PlatformDatabase(
      String url, String username, String password, Duration statementTimeout, int fetchSize) {
    connections.setUrl(url);
    connections.setUser(username);
    connections.setPassword(password);
    connections.setApplicationName("chancery");
    connections.setConnectTimeout(10);
    connections.setTcpKeepAlive(true);
    this.statementTimeout = statementTimeout;
    this.fetchSize = fetchSize;
  }

  int fetchSize() {
    return fetchSize;
  }

  /**
   * A connection inside one read-only, repeatable-read transaction. Close it to end the snapshot.
   */
  Connection snapshot() throws ReadFailed {
    Connection connection = null;
    try {
      connection = Objects.requireNonNull(connections.getConnection());
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
      }
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw ReadFailed.of(e);
    } catch (ReadFailed e) {
      close(connection);
      throw e;
    }
  }

  private static void close(@org.jspecify.annotations.Nullable Connection connection) {
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
