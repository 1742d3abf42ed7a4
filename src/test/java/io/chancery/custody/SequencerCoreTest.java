package io.chancery.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.custody.CaseEvent.CaseViewed;
import io.chancery.kernel.Sha256;
import io.chancery.proof.Findings;
import io.chancery.proof.LedgerExport;
import io.chancery.proof.Merkle;
import io.chancery.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequencerCoreTest {
  @TempDir Path folder;

  @Test
  void signsTheEmptyTreeThenWhatComes() throws Exception {
    LedgerDatabase database = new LedgerDatabase();
    SequencerCore core = database.sequencer();
    assertThat(core.run()).hasValueSatisfying(signed -> assertThat(signed.size()).isZero());
    assertThat(core.run()).isEmpty();
    Subject.OfCase subject = LedgerDatabase.newCase(1);
    for (int i = 0; i < 300; i++) {
      database.append(subject, new CaseViewed("page " + i));
    }
    assertThat(core.run()).hasValueSatisfying(signed -> assertThat(signed.size()).isEqualTo(300));
    assertThat(export(database).exitCode()).isEqualTo(Findings.EXIT_GOOD);
    // A replica that starts now goes on where the first one stopped.
    database.append(subject, new CaseViewed("later"));
    assertThat(database.sequencer().run())
        .hasValueSatisfying(signed -> assertThat(signed.size()).isEqualTo(301));
    database.append(subject, new CaseViewed("later still"));
    assertThat(core.run()).hasValueSatisfying(signed -> assertThat(signed.size()).isEqualTo(302));
    assertThat(export(database).wrongs()).isEmpty();
  }

  @Test
  void theDatabasePutsTheBytesTogetherAsTheFormatSays() throws Exception {
    LedgerDatabase database = new LedgerDatabase();
    Subject.OfCase subject = LedgerDatabase.newCase(1);
    CaseViewed event = new CaseViewed("\"n\":1 \u00fc \\ 1970-01-01T00:00:00.000Z");
    for (int i = 0; i < 12; i++) {
      database.append(subject, event);
    }
    EntryCodec codec = LedgerDatabase.codec();
    Sha256 before = null;
    for (LedgerEntry entry : database.reads().read(c -> EntryRows.ofCase(c, codec, subject.id()))) {
      String text = new String(entry.bytes(), StandardCharsets.UTF_8);
      byte[] salt = Base64.getDecoder().decode(text.replaceAll(".*\"salt\":\"([^\"]*)\".*", "$1"));
      EntryCodec.Position position = new EntryCodec.Position(entry.n(), before);
      byte[] written =
          codec.write(subject, position, Actor.SYSTEM, Role.SYSTEM.key(), event, entry.at(), salt);
      assertThat(text).isEqualTo(new String(written, StandardCharsets.UTF_8));
      assertThat(entry.leafHash().bytes()).isEqualTo(Merkle.leafHash(written));
      before = entry.leafHash();
    }
    assertThat(before).isNotNull();
  }

  @Test
  void integratesMoreThanOneBatchInOneRun() throws Exception {
    LedgerDatabase database = new LedgerDatabase();
    fill(database, 3, 250);
    SequencerCore core = new SequencerCore(database.app(), database.signer, List.of(), 64);
    assertThat(core.run()).hasValueSatisfying(signed -> assertThat(signed.size()).isEqualTo(750));
    assertThat(export(database).wrongs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before the leaves are committed",
        "after the leaves are committed",
        "before the checkpoint is committed",
        "after the checkpoint is committed"
      })
  void aCrashAtAnyStepLosesAndRepeatsNothing(String where) throws Exception {
    LedgerDatabase database = new LedgerDatabase();
    Subject.OfCase subject = LedgerDatabase.newCase(1);
    AtomicBoolean die = new AtomicBoolean();
    SequencerCore mortal =
        new SequencerCore(database.app(), database.signer) {
          @Override
          void step(String name) {
            if (die.get() && name.equals(where)) {
              throw new IllegalStateException("killed");
            }
          }
        };
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 100; i++) {
        database.append(subject, new CaseViewed("page"));
      }
      die.set(true);
      assertThatThrownBy(mortal::run).hasMessage("killed");
      // The same process tries again, or another one takes over.
      die.set(false);
      SequencerCore next = round % 2 == 0 ? mortal : database.sequencer();
      next.run();
      assertThat(database.reads().latestCheckpoint())
          .hasValueSatisfying(signed -> signed.verify(database.signer.key()))
          .map(SignedCheckpoint::size)
          .hasValue(100L * (round + 1));
    }
    assertThat(export(database).wrongs()).isEmpty();
  }

  @Test
  void anOlderEntryThatCommitsLaterIsIntegratedToo() throws Exception {
    LedgerDatabase database = new LedgerDatabase();
    SequencerCore core = database.sequencer();
    core.run();
    try (Connection slow = database.app().getConnection()) {
      slow.setAutoCommit(false);
      EntryId early = database.append(slow, LedgerDatabase.newCase(1), new CaseViewed("slow"));
      EntryId late = database.append(LedgerDatabase.newCase(2), new CaseViewed("fast"));
      assertThat(early.value()).isLessThan(late.value());
      for (int i = 0; i < 3; i++) {
        database.append(LedgerDatabase.newCase(3 + i), new CaseViewed("fast"));
        core.run();
      }
      assertThat(database.reads().latestCheckpoint().orElseThrow().size()).isEqualTo(4);
      slow.commit();
      core.run();
      assertThat(database.reads().latestCheckpoint().orElseThrow().size()).isEqualTo(5);
      Long place =
          database.reads().read(connection -> EntryRows.placeOf(connection, early).orElseThrow());
      assertThat(place).isEqualTo(4);
    }
    assertThat(export(database).wrongs()).isEmpty();
  }

  @Test
  void aRolledBackEntryLeavesNoTrace() throws Exception {
    LedgerDatabase database = new LedgerDatabase();
    SequencerCore core = database.sequencer();
    Subject.OfCase subject = LedgerDatabase.newCase(1);
    try (Connection connection = database.app().getConnection()) {
      connection.setAutoCommit(false);
      database.append(connection, subject, new CaseViewed("undone"));
      connection.rollback();
    }
    database.append(subject, new CaseViewed("done"));
    core.run();
    assertThat(database.reads().latestCheckpoint().orElseThrow().size()).isEqualTo(1);
    assertThat(export(database).wrongs()).isEmpty();
  }

  @Test
  void aClockThatRunsBackwardsDoesNotReorderACase() throws Exception {
    List<Instant> times = new ArrayList<>();
    Instant start = Instant.parse("2026-11-20T12:00:00Z");
    AtomicInteger tick = new AtomicInteger();
    Clock jumping =
        new Clock() {
          @Override
          public Instant instant() {
            return start.minus(Duration.ofSeconds(tick.incrementAndGet()));
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }
        };
    LedgerDatabase database = new LedgerDatabase(jumping);
    Subject.OfCase subject = LedgerDatabase.newCase(1);
    for (int i = 0; i < 20; i++) {
      database.append(subject, new CaseViewed("page"));
    }
    database.sequencer().run();
    database
        .reads()
        .read(connection -> EntryRows.ofCase(connection, LedgerDatabase.codec(), subject.id()))
        .forEach(entry -> times.add(entry.at()));
    assertThat(times).hasSize(20).isSorted();
    assertThat(export(database).wrongs()).isEmpty();
  }

  @Test
  void manyReplicasAndManyWritersMakeOneTree() throws Exception {
    LedgerDatabase database = new LedgerDatabase();
    int writers = 6;
    int each = 150;
    int replicas = 3;
    Map<Long, SignedCheckpoint> published = new ConcurrentHashMap<>();
    AtomicBoolean writing = new AtomicBoolean(true);
    AtomicInteger twice = new AtomicInteger();
    try (var pool = Executors.newFixedThreadPool(writers + replicas)) {
      List<Future<?>> sequencers = new ArrayList<>();
      for (int i = 0; i < replicas; i++) {
        SequencerCore core = database.sequencer();
        sequencers.add(
            pool.submit(() -> {
              boolean last = false;
              while (writing.get() || !last) {
                last = !writing.get();
                core.run()
                    .ifPresent(signed -> {
                      SignedCheckpoint other = published.put(signed.size(), signed);
                      if (other != null) {
                        twice.incrementAndGet();
                      }
                    });
              }
              return null;
            }));
      }
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        Subject.OfCase subject = LedgerDatabase.newCase(i);
        work.add(
            pool.submit(() -> {
              for (int n = 0; n < each; n++) {
                database.append(subject, new CaseViewed("page"));
              }
            }));
      }
      for (Future<?> future : work) {
        future.get();
      }
      writing.set(false);
      for (Future<?> future : sequencers) {
        future.get();
      }
    }
    database.sequencer().run();
    assertThat(twice).hasValue(0);
    assertThat(database.reads().latestCheckpoint().orElseThrow().size()).isEqualTo(writers * each);
    assertThat(
            LedgerExport.verify(
                    write(database), database.signer.key(), List.copyOf(published.values()))
                .wrongs())
        .isEmpty();
  }

  @Test
  void refusesToSignATreeThatContradictsTheLastCheckpoint() throws Exception {
    for (String change :
        List.of(
            "update custody.leaf set leaf_hash = sha256('x') where seq = 3",
            "delete from custody.leaf where seq >= 3; delete from custody.entry where id not in"
                + " (select entry_id from custody.leaf)",
            "update custody.tile set hashes = sha256('x') || substr(hashes, 33) where level = 1")) {
      LedgerDatabase database = new LedgerDatabase();
      Subject.OfCase subject = LedgerDatabase.newCase(1);
      for (int i = 0; i < 260; i++) {
        database.append(subject, new CaseViewed("page"));
      }
      if (change.contains("leaf")) {
        database = new LedgerDatabase();
        for (int i = 0; i < 10; i++) {
          database.append(subject, new CaseViewed("page"));
        }
      }
      database.sequencer().run();
      long signed = database.reads().latestCheckpoint().orElseThrow().size();
      database.tamper(change);
      database.append(LedgerDatabase.newCase(2), new CaseViewed("after"));
      SequencerCore core = database.sequencer();
      assertThatThrownBy(core::run).as(change).isInstanceOf(LedgerException.class);
      assertThat(database.reads().latestCheckpoint().orElseThrow().size()).isEqualTo(signed);
    }
  }

  private Findings export(LedgerDatabase database) throws IOException {
    return LedgerExport.verify(write(database), database.signer.key(), List.of());
  }

  private Path write(LedgerDatabase database) throws IOException {
    Path to = Files.createTempDirectory(folder, "export");
    database.reads().export(to);
    return to;
  }

  static List<EntryId> fill(LedgerDatabase database, int cases, int each) throws SQLException {
    List<EntryId> ids = new ArrayList<>();
    List<Subject.OfCase> subjects = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      subjects.add(LedgerDatabase.newCase(i));
    }
    try (Connection connection = database.app().getConnection()) {
      connection.setAutoCommit(false);
      for (int n = 0; n < each; n++) {
        for (Subject.OfCase subject : subjects) {
          ids.add(database.append(connection, subject, new CaseViewed("page " + n)));
          connection.commit();
        }
      }
    }
    return ids;
  }
}
