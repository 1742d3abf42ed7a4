package io.chancery.access;

import io.agroal.api.AgroalDataSource;
import io.chancery.kernel.ActorId;
import io.chancery.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code step_up}. Row-level security shows each person their own rows only. A touch
 * serves the browser session that asked for it: the owner of a login is not led to use what
 * somebody else began with it.
 */
@ApplicationScoped
class StepUpRows {
  private final AgroalDataSource dataSource;
  private final Ids ids;

  StepUpRows(AgroalDataSource dataSource, Ids ids) {
    this.dataSource = dataSource;
    this.ids = ids;
  }

  /** A touch that was asked for, and the secrets of its own sign-in. */
  record Begun(
      String realm,
      String subject,
      String act,
      String object,
      String back,
      String nonce,
      String verifier,
      Instant begunAt) {}

  /**
   * A touch that was used.
   *
   * @param newestKey when the person's newest passkey was enrolled; null when they had none
   * @param method how: one of {@link TouchMethods}
   */
  record Touch(@Nullable Instant newestKey, String method) {}

  @Transactional
  void insert(ActorId actor, String session, Begun begun, byte[] stateHash) {
    update(
        """
        insert into step_up (id, actor, session, realm, subject, act, object, back, state_hash, nonce,
          verifier, begun_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        ids.next(),
        actor.value(),
        session,
        begun.realm(),
        begun.subject(),
        begun.act(),
        begun.object(),
        begun.back(),
        stateHash,
        begun.nonce(),
        begun.verifier(),
        at(begun.begunAt()));
  }

  /** The open row of that state, if it is this actor's and was begun in this session. */
  @Transactional
  Optional<Begun> open(ActorId actor, String session, byte[] stateHash, Instant notBefore) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select realm, subject, act, object, back, nonce, verifier, begun_at from step_up
                where actor = ? and session = ? and state_hash = ? and completed_at is null
                and begun_at >= ?\
                """)) {
      bind(statement, actor.value(), session, stateHash, at(notBefore));
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Begun(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getObject(8, OffsetDateTime.class).toInstant()))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** False when somebody completed it before. */
  @Transactional
  boolean complete(
      ActorId actor,
      byte[] stateHash,
      TouchProof.Verdict proved,
      Optional<Instant> newestKey,
      Instant now) {
    return update(
            """
            update step_up set touched_at = ?, method = ?, newest_key_at = ?, completed_at = ?
            where actor = ? and state_hash = ? and completed_at is null\
            """,
            at(Objects.requireNonNull(proved.at())),
            proved.method(),
            newestKey.map(StepUpRows::at).orElse(null),
            at(now),
            actor.value(),
            stateHash)
        == 1;
  }

  boolean waiting(ActorId actor, String session, String act, String object, Instant oldest) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select 1 from step_up where actor = ? and session = ? and act = ? and object = ?
                and consumed_at is null and touched_at >= ?\
                """)) {
      bind(statement, actor.value(), session, act, object, at(oldest));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Uses one touch, once, whoever else tries at the same moment. */
  Optional<Touch> consume(
      ActorId actor, String session, String act, String object, Instant oldest, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                update step_up set consumed_at = ? where consumed_at is null and id = (
                  select id from step_up where actor = ? and session = ? and act = ? and object = ?
                  and consumed_at is null and touched_at >= ? order by touched_at limit 1
                  for update)
                returning newest_key_at, coalesce(method, 'hwk')\
                """)) {
      bind(statement, at(now), actor.value(), session, act, object, at(oldest));
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        OffsetDateTime newest = row.getObject(1, OffsetDateTime.class);
        return Optional.of(new Touch(newest == null ? null : newest.toInstant(), row.getString(2)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Transactional
  int forgetBefore(Instant begun) {
    return update("delete from step_up where begun_at < ?", at(begun));
  }

  private int update(String sql, @Nullable Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
