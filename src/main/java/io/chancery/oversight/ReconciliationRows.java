package io.chancery.oversight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.agroal.api.AgroalDataSource;
import io.chancery.kernel.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table of comparisons; insert only. The result is kept as the bytes whose digest is recorded.
 */
@ApplicationScoped
class ReconciliationRows {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final AgroalDataSource database;

  ReconciliationRows(AgroalDataSource database) {
    this.database = database;
  }

  static byte[] bytes(Reconciling.Result result) {
    try {
      return JSON.writeValueAsBytes(result);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  void insert(UUID id, Instant at, Reconciling.Result result, byte[] bytes) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into reconciliation (id, at, from_at, until_at, result) values (?, ?, ?, ?, ?)")) {
      insert.setObject(1, id);
      insert.setObject(2, at.atOffset(ZoneOffset.UTC));
      insert.setObject(3, result.from().atOffset(ZoneOffset.UTC));
      insert.setObject(4, result.until().atOffset(ZoneOffset.UTC));
      insert.setBytes(5, bytes);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a comparison of reads could not be stored", e);
    }
  }

  /** Where the newest one ended. */
  Optional<Instant> coveredUntil() {
    return newest(1).stream().findFirst().map(ReconciliationView::until);
  }

  List<ReconciliationView> newest(int most) {
    List<ReconciliationView> views = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select id, at, result from reconciliation order by at desc, id desc limit ?")) {
      select.setInt(1, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          views.add(
              view(
                  row.getObject(1, UUID.class),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  row.getBytes(3)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("comparisons of reads could not be read", e);
    }
    return views;
  }

  private static ReconciliationView view(UUID id, Instant at, byte[] bytes) {
    try {
      Reconciling.Result result = JSON.readValue(bytes, Reconciling.Result.class);
      return new ReconciliationView(
          id,
          at,
          result.from(),
          result.until(),
          result.uses(),
          result.findings(),
          result.unseen(),
          Sha256.hash(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
