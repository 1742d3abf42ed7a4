package io.chancery.source;

import io.chancery.platform.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PasswordUtil;

/**
 * Opens a login at the platform for one run and closes it afterwards, through the functions of
 * deploy/platform/grantor.sql. Its own login can call those and read nothing. A login that a dead
 * portal left behind expires by itself, and is closed at the next chance (docs/adr/0009).
 */
final class Grantor {
  private static final Logger LOG = Logger.getLogger(Grantor.class);

  /** A run that has begun is connected within this time, on a replica too. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private final PGSimpleDataSource connections = new PGSimpleDataSource();
  private final Duration runLimit;
  private final Duration statementTimeout;
  private final Ids ids;

  /** A login for one run; its password exists in this process alone. */
  record Login(String name, String password) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A grantor.
   *
   * @param url the platform's primary: roles cannot be made on a replica
   * @param runLimit how long a login opened for a run is valid
   */
  Grantor(
      String url,
      String username,
      String password,
      Duration runLimit,
      Duration statementTimeout,
      Ids ids) {
    connections.setUrl(url);
    connections.setUser(username);
    connections.setPassword(password);
    connections.setApplicationName("chancery grantor");
    connections.setConnectTimeout(10);
    connections.setSocketTimeout(60);
    this.runLimit = runLimit;
    this.statementTimeout = statementTimeout;
    this.ids = ids;
  }

  Login open(String run) throws ReadFailed {
    String password = HexFormat.of().formatHex(ids.bytes(32));
    try (Connection connection = connections.getConnection();
        PreparedStatement call =
            connection.prepareStatement("SELECT chancery.open_run(?, ?, ?, ?)")) {
      call.setString(1, run);
      // The server is sent what checks the password, never the password: a log cannot hold it.
      call.setString(2, PasswordUtil.encodeScramSha256(password.toCharArray()));
      call.setInt(3, seconds(runLimit));
      call.setInt(4, seconds(statementTimeout));
      call.execute();
      return new Login(run, password);
    } catch (SQLException e) {
      ReadFailed failed = ReadFailed.of(e);
      throw failed.reason() == Failure.QUERY_FAILED
          ? new ReadFailed(Failure.LOGIN_NOT_OPENED)
          : failed;
    }
  }

  /** Closes a run's login; when the platform is away, the login expires by itself. */
  void close(String run) {
    try (Connection connection = connections.getConnection();
        PreparedStatement call = connection.prepareStatement("SELECT chancery.close_run(?)")) {
      call.setString(1, run);
      call.execute();
    } catch (SQLException e) {
      LOG.warnf("a run's login could not be closed (%s); it expires by itself", e.getSQLState());
    }
  }

  /**
   * Closes what dead portals left behind, and nothing that lives.
   *
   * @param grace how old a run without a session is at least
   * @return how many
   */
  int closeLeftovers(Duration grace) throws ReadFailed {
    try (Connection connection = connections.getConnection();
        PreparedStatement call =
            connection.prepareStatement("SELECT chancery.close_leftovers(?)")) {
      call.setInt(1, seconds(grace));
      try (ResultSet row = call.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    } catch (SQLException e) {
      throw ReadFailed.of(e);
    }
  }

  /** What the platform saw. */
  PlatformRecord seen(Instant since) throws ReadFailed {
    List<PlatformRecord.Run> runs = new ArrayList<>();
    List<PlatformRecord.Stranger> strangers = new ArrayList<>();
    try (Connection connection = connections.getConnection();
        PreparedStatement opened = connection.prepareStatement("SELECT * FROM chancery.runs(?)");
        PreparedStatement others =
            connection.prepareStatement("SELECT * FROM chancery.strangers()")) {
      opened.setObject(1, since.atOffset(ZoneOffset.UTC));
      try (ResultSet row = opened.executeQuery()) {
        while (row.next()) {
          runs.add(
              new PlatformRecord.Run(
                  row.getString("name"),
                  time(row, "opened_at"),
                  time(row, "valid_until"),
                  row.getObject("closed_at") == null ? null : time(row, "closed_at")));
        }
      }
      try (ResultSet row = others.executeQuery()) {
        while (row.next()) {
          strangers.add(
              new PlatformRecord.Stranger(
                  row.getString("role"),
                  row.getBoolean("standing"),
                  number(row, "statements"),
                  number(row, "rows_given")));
        }
      }
    } catch (SQLException e) {
      throw ReadFailed.of(e);
    }
    return new PlatformRecord(runs, strangers);
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static int seconds(Duration time) {
    return (int) Math.clamp(time.toSeconds(), 0, 86_400);
  }
}
