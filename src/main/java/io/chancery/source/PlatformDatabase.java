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
 * A platform's database, opened for one run: read only, one snapshot, UTC, bounded time; with a
 * login that exists for this run alone, where a {@link Grantor} opens one. It has nothing to do
 * with the portal's own database.
 */
final class PlatformDatabase {
  /** How often a login is tried that has not reached the replica yet. */
  private static final int TRIES = 20;

  private final PGSimpleDataSource connections = new PGSimpleDataSource();
  private final @Nullable Grantor grantor;
  private final Dialect dialect;
  private final String url;
  private final String username;
  private final String password;
  private final Duration statementTimeout;
  private final int fetchSize;

  /** With a standing login. */
  PlatformDatabase(
      String url, String username, String password, Duration statementTimeout, int fetchSize) {
    this(url, null, username, password, statementTimeout, fetchSize);
  }

  /** With a login that {@code opener} opens for each run. */
  PlatformDatabase(String url, @Nullable Grantor opener, Duration statementTimeout, int fetchSize) {
    this(url, opener, "", "", statementTimeout, fetchSize);
  }

  private PlatformDatabase(
      String url,
      @Nullable Grantor opener,
      String username,
      String password,
      Duration statementTimeout,
      int fetchSize) {
    this.grantor = opener;
    this.dialect = Dialect.of(url);
    this.url = url;
    this.username = username;
    this.password = password;
    this.statementTimeout = statementTimeout;
    this.fetchSize = fetchSize;
    if (dialect == Dialect.POSTGRESQL) {
      connections.setUrl(url);
      connections.setApplicationName("chancery");
      connections.setConnectTimeout(10);
      connections.setTcpKeepAlive(true);
      if (opener == null) {
        connections.setUser(username);
        connections.setPassword(password);
      }
    } else if (opener != null) {
      throw new IllegalArgumentException(
          "a grantor opens logins of PostgreSQL alone; give this source a username"
              + " (docs/operations/production.md)");
    }
  }

  Dialect dialect() {
    return dialect;
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
      dialect.begin(connection, statementTimeout);
      if (dialect.mayWrite(connection)) {
        throw new ReadFailed(Failure.LOGIN_TOO_POWERFUL);
      }
      String snapshot = dialect.snapshot();
      if (snapshot != null) {
        try (Statement statement = connection.createStatement();
            ResultSet answer = statement.executeQuery(snapshot)) {
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
    if (dialect != Dialect.POSTGRESQL) {
      return dialect.connect(url, username, password);
    }
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
