package io.chancery.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.custody.CaseEvent.CaseViewed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AppendOnlyTest {
  private static final List<String> TABLES =
      List.of("entry", "leaf", "tile", "checkpoint", "timestamp", "cosignature", "witnessed");
  private static LedgerDatabase database;

  @BeforeAll
  static void fill() throws SQLException {
    database = new LedgerDatabase();
    SequencerCoreTest.fill(database, 2, 200);
    database.sequencer().run();
  }

  @Test
  void theApplicationMayOnlyReadAndInsert() {
    for (String table : TABLES) {
      for (String sql : changes(table)) {
        assertThatThrownBy(() -> run(database.app(), sql))
            .as(sql)
            .hasMessageContaining("permission denied");
      }
    }
    assertThatThrownBy(() -> run(database.app(), "create table custody.other (x int)"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () -> run(database.app(), "alter table custody.entry disable trigger append_only"))
        .hasMessageContaining("must be owner");
  }

  @Test
  void triggersRefuseChangesByEverybodyElse() {
    for (String table : TABLES) {
      for (String sql : changes(table)) {
        assertThatThrownBy(() -> run(database.owner(), sql)).hasMessageContaining("append-only");
        // Nor does it help to call oneself a replica, for which ordinary triggers are silent.
        String replica = "set session_replication_role = replica; " + sql;
        assertThatThrownBy(() -> run(database.superuser(), replica))
            .hasMessageContaining("append-only");
      }
    }
  }

  @Test
  void aForgedHashOrNumberIsRefused() throws SQLException {
    String insert = "insert into custody.entry (id, case_id, n, at, bytes) values ";
    for (String bad :
        List.of(
            "(gen_random_uuid(), null, 1, now(), 'x')",
            "(gen_random_uuid(), gen_random_uuid(), null, now(), 'x')",
            "(gen_random_uuid(), gen_random_uuid(), 0, now(), 'x')",
            "(gen_random_uuid(), null, null, now(), '')",
            "(gen_random_uuid(), null, null, now(), convert_to(repeat('x', 65536), 'UTF8'))")) {
      assertThatThrownBy(() -> run(database.app(), insert + bad)).isInstanceOf(SQLException.class);
    }
    String forged =
        "insert into custody.entry (id, at, bytes, leaf_hash) values"
            + " (gen_random_uuid(), now(), 'x', sha256('y'))";
    assertThatThrownBy(() -> run(database.app(), forged)).isInstanceOf(SQLException.class);
    Subject.OfCase subject = LedgerDatabase.newCase(77);
    database.append(subject, new CaseViewed("first"));
    String again = insert + "(gen_random_uuid(), '" + subject.id() + "', 1, now(), 'x')";
    assertThatThrownBy(() -> run(database.app(), again))
        .hasMessageContaining("entry_number_is_unique");
  }

  @Test
  void oneTreeOfEachSize() {
    String second =
        "insert into custody.checkpoint values ((select max(size) from custody.checkpoint),"
            + " sha256('x'), 'x')";
    assertThatThrownBy(() -> run(database.app(), second)).hasMessageContaining("duplicate key");
    assertThat(database.reads().latestCheckpoint()).isPresent();
  }

  private static List<String> changes(String table) {
    String column =
        switch (table) {
          case "entry" -> "bytes = 'x'";
          case "leaf" -> "seq = seq + 1";
          case "tile" -> "width = 1";
          case "timestamp" -> "tsr = 'x'";
          case "cosignature" -> "line = 'x'";
          default -> "note = 'x'";
        };
    return List.of(
        "update custody." + table + " set " + column,
        "delete from custody." + table,
        "truncate custody." + table);
  }

  private static void run(DataSource who, String sql) throws SQLException {
    try (Connection connection = who.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
