package io.chancery.oversight;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of findings about colleagues and of their answers; insert only. */
@ApplicationScoped
class AnomalyRows {

  /** A row, with its answer's columns, which are null together. */
  record Row(
      UUID id,
      UUID person,
      LocalDate day,
      AnomalyKind kind,
      String about,
      List<Long> numbers,
      Instant foundAt,
      @Nullable UUID answeredBy,
      @Nullable Instant answeredAt,
      @Nullable String outcome,
      @Nullable String words) {}

  private final AgroalDataSource database;

  AnomalyRows(AgroalDataSource database) {
    this.database = database;
  }

  /** Adds a finding; false when the same was found before. */
  boolean insert(UUID id, AnomalySearch.Found found, Instant at) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into anomaly (id, person_id, day, kind, about, numbers, found_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
      insert.setObject(1, id);
      insert.setObject(2, UUID.fromString(found.person()));
      insert.setObject(3, found.day());
      insert.setString(4, found.kind().name());
      insert.setString(5, found.about());
      insert.setArray(6, connection.createArrayOf("bigint", found.numbers().toArray()));
      insert.setObject(7, at.atOffset(ZoneOffset.UTC));
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("what was found about a colleague could not be stored", e);
    }
  }

  /** Adds an answer; false when somebody answered before. */
  boolean answer(UUID id, UUID by, Instant at, String outcome, String words) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into anomaly_answer (anomaly_id, answered_by, answered_at, outcome, words)"
                    + " values (?, ?, ?, ?, ?) on conflict do nothing")) {
      insert.setObject(1, id);
      insert.setObject(2, by);
      insert.setObject(3, at.atOffset(ZoneOffset.UTC));
      insert.setString(4, outcome);
      insert.setString(5, words);
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("an answer about a colleague could not be stored", e);
    }
  }

  /** Those without an answer first, then the newest. */
  List<Row> newest(int most) {
    List<Row> rows = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select a.id, a.person_id, a.day, a.kind, a.about, a.numbers, a.found_at,"
                    + " r.answered_by, r.answered_at, r.outcome, r.words"
                    + " from anomaly a left join anomaly_answer r on r.anomaly_id = a.id"
                    + " order by r.answered_at is not null, a.found_at desc, a.id desc limit ?")) {
      select.setInt(1, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(row(row));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("what was found about colleagues could not be read", e);
    }
    return rows;
  }

  private static Row row(ResultSet row) throws SQLException {
    Array numbers = row.getArray(6);
    OffsetDateTime answered = row.getObject(9, OffsetDateTime.class);
    return new Row(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getObject(3, LocalDate.class),
        AnomalyKind.valueOf(row.getString(4)),
        row.getString(5),
        List.of((Long[]) numbers.getArray()),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        row.getObject(8, UUID.class),
        answered == null ? null : answered.toInstant(),
        row.getString(10),
        row.getString(11));
  }
}
