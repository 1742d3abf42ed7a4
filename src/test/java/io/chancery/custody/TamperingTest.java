package io.chancery.custody;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.CaseReference;
import io.chancery.proof.Findings;
import io.chancery.proof.LedgerExport;
import io.chancery.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody can do who owns the database, and how it shows. */
class TamperingTest {
  private static final int CASES = 3;
  private static final int EACH = 120;
  private static final int INDEX = 100;

  @TempDir Path folder;

  private LedgerDatabase database;
  private String entry;

  @BeforeEach
  void fill() throws SQLException {
    database = new LedgerDatabase();
    SequencerCoreTest.fill(database, CASES, EACH);
    database.sequencer().run();
    entry = "id = (select entry_id from custody.leaf where seq = " + INDEX + ")";
  }

  @Test
  void untouchedItHolds() throws IOException {
    assertThat(verify().wrongs()).isEmpty();
  }

  @Test
  void oneChangedByte() throws IOException {
    database.tamper(
        "update custody.entry set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where "
            + entry);
    assertThat(verify().firstBadIndex()).hasValue(INDEX);
  }

  @Test
  void oneChangedByteWithItsLeaf() throws IOException {
    // Index 300 lies in the partial tile, which is read from the leaves.
    database.tamper(
        "update custody.entry set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where id ="
            + " (select entry_id from custody.leaf where seq = 300);"
            + " update custody.leaf l set leaf_hash = e.leaf_hash from custody.entry e"
            + " where e.id = l.entry_id and l.seq = 300");
    assertThat(verify().firstBadIndex()).hasValue(300);
  }

  @Test
  void oneDeletedEntry() throws IOException {
    database.tamper("delete from custody.entry where " + entry);
    Findings findings = verify();
    assertThat(findings.firstBadIndex()).hasValue(INDEX);
    assertThat(findings.wrongs()).anyMatch(finding -> finding.text().contains("is gone"));
  }

  @Test
  void oneDeletedEntryWithItsLeaf() throws IOException {
    database.tamper(
        "delete from custody.entry where " + entry + "; delete from custody.leaf where seq = 100");
    assertThat(verify().firstBadIndex()).hasValue(INDEX);
  }

  @Test
  void twoSwapped() throws IOException {
    database.tamper(
        "update custody.leaf a set entry_id = gen_random_uuid() where seq = 100;"
            + " create temporary table t as select entry_id from custody.leaf where seq = 103;"
            + " update custody.leaf set entry_id = gen_random_uuid() where seq = 103;"
            + " update custody.leaf set entry_id = (select entry_id from t) where seq = 100");
    assertThat(verify().firstBadIndex()).hasValue(INDEX);
  }

  @Test
  void oneInsertedAndDatedBack() throws IOException, SQLException {
    database.tamper(
        "insert into custody.entry (id, at, bytes) values (gen_random_uuid(), '2020-01-01',"
            + " convert_to('{\"v\":1,\"event\":\"CaseClosed\",\"salt\":\"AAAA\","
            + "\"at\":\"2020-01-01T00:00:00.000Z\"}', 'UTF8'))");
    database.sequencer().run();
    Findings findings = verify();
    assertThat(findings.firstBadIndex()).hasValue(CASES * EACH);
    assertThat(findings.wrongs()).anyMatch(finding -> finding.code().equals("back-dated"));
  }

  @Test
  void oneInsertedInTheMiddle() throws IOException {
    database.tamper(
        "update custody.leaf set seq = seq + 100000 where seq >= 100;"
            + " update custody.leaf set seq = seq - 99999 where seq >= 100000;"
            + " insert into custody.entry (id, at, bytes) values"
            + " ('00000000-0000-7000-8000-000000000001', '2020-01-01', 'x');"
            + " insert into custody.leaf select 100, id, leaf_hash from custody.entry where id ="
            + " '00000000-0000-7000-8000-000000000001'");
    assertThat(verify().firstBadIndex()).hasValue(INDEX);
  }

  @Test
  void allRolledBackWhileALaterCheckpointIsKeptElsewhere() throws IOException {
    SignedCheckpoint kept = database.reads().latestCheckpoint().orElseThrow();
    database.tamper(
        "delete from custody.checkpoint where size > 0;"
            + " delete from custody.entry where id in"
            + " (select entry_id from custody.leaf where seq >= 100);"
            + " delete from custody.leaf where seq >= 100; delete from custody.tile");
    try {
      database.sequencer().run();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    assertThat(verify().wrongs()).isEmpty();
    Findings findings = LedgerExport.verify(export(), database.signer.key(), List.of(kept));
    assertThat(findings.firstBadIndex()).hasValue(INDEX);
  }

  @Test
  void aReplayHandsOutWhatHeldInTheOrderOfEachCase() throws IOException {
    Map<CaseReference, Long> last = new HashMap<>();
    Findings findings = replay(entry -> follow(last, entry));
    assertThat(findings.wrongs()).isEmpty();
    assertThat(last).hasSize(CASES).containsValue((long) EACH);
    database.tamper(
        "update custody.entry set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where "
            + entry);
    List<LedgerEntry> before = new ArrayList<>();
    assertThat(replay(before::add).firstBadIndex()).hasValue(INDEX);
    assertThat(before).hasSize(INDEX);
  }

  @Test
  void aRowWhoseColumnsLie() throws IOException {
    database.tamper("update custody.entry set case_id = gen_random_uuid(), n = 7 where " + entry);
    assertThat(replay(_ -> {}).firstBadIndex()).hasValue(INDEX);
  }

  private static void follow(Map<CaseReference, Long> last, LedgerEntry entry) {
    Long before = last.put(entry.reference(), entry.n());
    assertThat(entry.n()).isEqualTo(before == null ? 1 : before + 1);
  }

  private Findings replay(Consumer<LedgerEntry> consumer) throws IOException {
    return new LedgerReplay(database.reads(), LedgerDatabase.codec(), database.signer.key())
        .run(List.of(), consumer);
  }

  private Findings verify() throws IOException {
    return LedgerExport.verify(export(), database.signer.key(), List.of());
  }

  private Path export() throws IOException {
    Path to = Files.createTempDirectory(folder, "export");
    database.reads().export(to);
    return to;
  }
}
