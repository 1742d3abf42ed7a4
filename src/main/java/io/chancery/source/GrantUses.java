package io.chancery.source;

import io.chancery.kernel.GrantId;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code read_grant_use}. Each call is one statement that commits by itself: the intent
 * must be durable before the platform is asked, and no transaction of the portal may span a read.
 */
final class GrantUses {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int RACES = 20;

  private final DataSource portal;

  GrantUses(DataSource portal) {
    this.portal = portal;
  }

  /** Whether a run of the grant has succeeded. */
  boolean spent(GrantId grant) {
    return exists(
        "SELECT 1 FROM read_grant_outcome WHERE grant_id = ? AND outcome = 'SUCCEEDED'", grant);
  }

  boolean revoked(GrantId grant) {
    return exists("SELECT 1 FROM read_grant_revocation WHERE grant_id = ?", grant);
  }

  void revoke(GrantId grant, Instant at) {
    update(
        "INSERT INTO read_grant_revocation (grant_id, revoked_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        grant.value(),
        at.atOffset(ZoneOffset.UTC));
  }

  /** Commits the intent and answers the attempt's number. */
  int begin(ReadGrant grant, Sha256 query, Instant at) {
    String kind =
        switch (grant) {
          case ReadGrant.Resolve _ -> "resolve";
          case ReadGrant.Count _ -> "count";
          case ReadGrant.Disclose _ -> "disclose";
        };
    for (int race = 0; race < RACES; race++) {
      try (Connection connection = own();
          PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO read_grant_use (grant_id, attempt, kind, source, query_digest, begun_at)
                  SELECT ?, coalesce(max(attempt), 0) + 1, ?, ?, ?, ? FROM read_grant_use WHERE grant_id = ?
                  RETURNING attempt
                  """)) {
        insert.setObject(1, grant.id().value());
        insert.setString(2, kind);
        insert.setString(3, grant.source());
        insert.setString(4, query.hex());
        insert.setObject(5, at.atOffset(ZoneOffset.UTC));
        insert.setObject(6, grant.id().value());
        try (ResultSet row = insert.executeQuery()) {
          row.next();
          return row.getInt(1);
        }
      } catch (SQLException e) {
        if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
          throw new IllegalStateException("the use of a read grant could not be recorded", e);
        }
      }
    }
    throw new IllegalStateException("too many attempts of one read grant begin at once");
  }

  /**
   * Commits a success and so spends the grant.
   *
   * @return false when another run of the grant succeeded first
   */
  boolean succeed(
      GrantId grant, int attempt, long rows, long bytes, @Nullable Sha256 content, Instant at) {
    try {
      end(grant, attempt, "SUCCEEDED", null, rows, bytes, content, at);
      return true;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw new IllegalStateException("the outcome of a read could not be recorded", e);
      }
    }
    try {
      end(grant, attempt, "OVERTAKEN", Refusal.SPENT.name(), rows, bytes, content, at);
      return false;
    } catch (SQLException e) {
      throw new IllegalStateException("the outcome of a read could not be recorded", e);
    }
  }

  /** Commits a failure; the grant stays unspent. */
  void fail(GrantId grant, int attempt, Failure reason, Instant at) {
    try {
      end(grant, attempt, "FAILED", reason.name(), 0, 0, null, at);
    } catch (SQLException e) {
      throw new IllegalStateException("the outcome of a read could not be recorded", e);
    }
  }

  private void end(
      GrantId grant,
      int attempt,
      String outcome,
      @Nullable String reason,
      long rows,
      long bytes,
      @Nullable Sha256 content,
      Instant at)
      throws SQLException {
    try (Connection connection = own();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO read_grant_outcome
                  (grant_id, attempt, outcome, reason, rows_read, bytes_read, content_digest, ended_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
      insert.setObject(1, grant.value());
      insert.setInt(2, attempt);
      insert.setString(3, outcome);
      insert.setString(4, reason);
      insert.setLong(5, rows);
      insert.setLong(6, bytes);
      insert.setString(7, content == null ? null : content.hex());
      insert.setObject(8, at.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  private boolean exists(String sql, GrantId grant) {
    try (Connection connection = own();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, grant.value());
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the uses of a read grant could not be read", e);
    }
  }

  private void update(String sql, Object... values) {
    try (Connection connection = own();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a read grant could not be revoked", e);
    }
  }

  private Connection own() throws SQLException {
    Connection connection = portal.getConnection();
    if (!connection.getAutoCommit()) {
      connection.close();
      throw new IllegalStateException(
          "a transaction is open: commit the intent first, no transaction may span a read");
    }
    return connection;
  }
}
