package io.chancery.source;

import io.chancery.kernel.GrantId;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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
    for (int race = 0; race < RACES; race++) {
      try (Connection connection = own();
          PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO read_grant_use
                    (grant_id, attempt, kind, source, query_digest, begun_at, expires_at)
                  SELECT ?, coalesce(max(attempt), 0) + 1, ?, ?, ?, ?, ?
                    FROM read_grant_use WHERE grant_id = ?
                  RETURNING attempt
                  """)) {
        insert.setObject(1, grant.id().value());
        insert.setString(2, grant.kind());
        insert.setString(3, grant.source());
        insert.setString(4, query.hex());
        insert.setObject(5, at.atOffset(ZoneOffset.UTC));
        insert.setObject(6, grant.expiresAt().atOffset(ZoneOffset.UTC));
        insert.setObject(7, grant.id().value());
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
      GrantId grant, Attempt attempt, long rows, long bytes, @Nullable Sha256 content, Instant at) {
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
  void fail(GrantId grant, Attempt attempt, Failure reason, Instant at) {
    try {
      end(grant, attempt, "FAILED", reason.name(), 0, 0, null, at);
    } catch (SQLException e) {
      throw new IllegalStateException("the outcome of a read could not be recorded", e);
    }
  }

  private void end(
      GrantId grant,
      Attempt attempt,
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
                  (grant_id, attempt, outcome, reason, rows_read, bytes_read, content_digest, ended_at,
                   snapshot)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
      insert.setObject(1, grant.value());
      insert.setInt(2, attempt.number());
      insert.setString(3, outcome);
      insert.setString(4, reason);
      insert.setLong(5, rows);
      insert.setLong(6, bytes);
      insert.setString(7, content == null ? null : content.hex());
      insert.setObject(8, at.atOffset(ZoneOffset.UTC));
      insert.setString(9, attempt.snapshot());
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

  /** Every attempt that began since a time, in the order in which they began. */
  List<GrantUse> since(Instant from) {
    String sql =
        """
        SELECT u.grant_id, u.attempt, u.kind, u.source, u.query_digest, u.begun_at, u.expires_at, r.revoked_at,
               o.outcome, o.reason, o.rows_read, o.bytes_read, o.content_digest, o.snapshot, o.ended_at
          FROM read_grant_use u LEFT JOIN read_grant_outcome o USING (grant_id, attempt)
          LEFT JOIN read_grant_revocation r USING (grant_id)
         WHERE u.begun_at >= ? ORDER BY u.begun_at, u.grant_id, u.attempt
        """;
    List<GrantUse> uses = new ArrayList<>();
    try (Connection connection = own();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, from.atOffset(ZoneOffset.UTC));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          uses.add(use(row));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the uses of read grants could not be read", e);
    }
    return uses;
  }

  private static GrantUse use(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    String content = row.getString("content_digest");
    return new GrantUse(
        new GrantId(row.getObject("grant_id", UUID.class)),
        row.getInt("attempt"),
        row.getString("kind"),
        row.getString("source"),
        Sha256.of(HexFormat.of().parseHex(row.getString("query_digest"))),
        Objects.requireNonNull(time(row, "begun_at")),
        time(row, "expires_at"),
        time(row, "revoked_at"),
        outcome == null
            ? null
            : new GrantUse.End(
                GrantUse.Outcome.valueOf(outcome),
                row.getString("reason"),
                row.getLong("rows_read"),
                row.getLong("bytes_read"),
                content == null ? null : Sha256.of(HexFormat.of().parseHex(content)),
                row.getString("snapshot"),
                Objects.requireNonNull(time(row, "ended_at"))));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private Connection own() throws SQLException {
    return own(portal);
  }

  /** A connection outside of every transaction. */
  static Connection own(DataSource portal) throws SQLException {
    Connection connection = portal.getConnection();
    if (!connection.getAutoCommit()) {
      connection.close();
      throw new IllegalStateException(
          "a transaction is open: commit the intent first, no transaction may span a read");
    }
    return connection;
  }
}
