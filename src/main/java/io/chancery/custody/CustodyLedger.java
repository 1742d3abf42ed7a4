package io.chancery.custody;

import io.agroal.api.AgroalDataSource;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Period;
import io.chancery.keys.LogKey;
import io.chancery.platform.Ids;
import io.chancery.proof.Findings;
import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.Tiles;
import io.chancery.proof.TlogProof;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The custody ledger. {@link #append} is one INSERT in the caller's transaction: state, entry and
 * outbox row commit together or not at all. Places and signatures follow within the sequencer's
 * interval; {@link #awaitCheckpointOver(CaseId, long, Duration)} waits for them. Formats:
 * docs/formats/ledger.md.
 */
@ApplicationScoped
public class CustodyLedger {
  /** Another replica may be the one that signs, so the wait looks again by itself. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final AgroalDataSource database;
  private final TransactionSynchronizationRegistry transactions;
  private final Sequencer sequencer;
  private final LogKey key;
  private final EntryCodec codec;
  private final Appender appender;
  private final LedgerReads reads;

  @Inject
  CustodyLedger(
      AgroalDataSource database,
      TransactionSynchronizationRegistry transactions,
      Sequencer sequencer,
      LogKey key,
      LedgerConfiguration configuration,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "0") String version,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.transactions = transactions;
    this.sequencer = sequencer;
    this.key = key;
    this.codec = new EntryCodec(version, configuration.build());
    this.appender = new Appender(codec, ids, clock);
    this.reads = new LedgerReads(database);
  }

  /**
   * Records an event in the caller's transaction. For a case the caller holds the lock on the
   * case's row, because number and previous leaf follow from the case's last entry.
   *
   * @throws IllegalStateException when no transaction is active
   * @throws LedgerException when the entry cannot be inserted; the transaction cannot go on then
   */
  public EntryId append(Subject subject, Actor actor, CustodyEvent event) {
    return append(subject, actor, EntryCodec.roleOf(actor), event);
  }

  /** Like {@link #append(Subject, Actor, CustodyEvent)}, naming the one role that is used. */
  public EntryId append(Subject subject, Actor actor, Role actingAs, CustodyEvent event) {
    return append(subject, actor, actingAs.key(), event);
  }

  private EntryId append(Subject subject, Actor actor, String role, CustodyEvent event) {
    if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("the ledger is written in the caller's transaction only");
    }
    try (Connection connection = database.getConnection()) {
      return appender.append(connection, subject, actor, role, event);
    } catch (SQLException e) {
      throw new LedgerException(
          "the entry " + event.getClass().getSimpleName() + " was refused", e);
    }
  }

  /** Everything recorded about a case, by number. Who may see it, the caller has checked. */
  public List<LedgerEntry> timeline(CaseId caseId) {
    return reads.read(connection -> EntryRows.ofCase(connection, codec, caseId));
  }

  /** The latest entries about no case, newest first. */
  public List<LedgerEntry> installationLog(int most) {
    return reads.read(connection -> EntryRows.withoutCase(connection, codec, most));
  }

  /**
   * Hands every entry that names a grant, appended since a time, to {@code each}: what a comparison
   * of reads with grants needs. In the order of their times; nothing is held in memory.
   */
  public void namingGrants(Instant since, Consumer<LedgerEntry> each) {
    reads.read(connection -> {
      EntryRows.eachNamingGrants(connection, codec, since, each);
      return since;
    });
  }

  /**
   * Hands every entry that a person of staff or of an agency wrote to {@code each}, in the order of
   * their times; nothing is held in memory.
   */
  public void writtenBy(ActorId person, Period period, Consumer<LedgerEntry> each) {
    reads.read(connection -> {
      EntryRows.eachOfPerson(connection, codec, person, period, each);
      return person;
    });
  }

  /**
   * Hands every entry that a person of staff or of an agency wrote to {@code each}, whoever it was,
   * in the order of their times; nothing is held in memory.
   */
  public void writtenByPeople(Period period, Consumer<LedgerEntry> each) {
    reads.read(connection -> {
      EntryRows.eachOfPeople(connection, codec, period, each);
      return period;
    });
  }

  /** One entry. */
  public Optional<LedgerEntry> entry(EntryId id) {
    return reads.read(connection -> EntryRows.one(connection, codec, id));
  }

  /** The signed checkpoint over the most entries; empty before the first run of the sequencer. */
  public Optional<SignedCheckpoint> latestCheckpoint() {
    return reads.latestCheckpoint();
  }

  /** How many entries the latest checkpoint covers. */
  public long integratedSize() {
    return latestCheckpoint().map(SignedCheckpoint::size).orElse(0L);
  }

  /** When the last entry was recorded that the checkpoint covers; empty for an empty tree. */
  public Optional<Instant> lastEntryUnder(SignedCheckpoint checkpoint) {
    return reads
        .read(connection -> EntryRows.at(connection, codec, checkpoint.size() - 1, 1))
        .stream()
        .findFirst()
        .map(LedgerEntry::at);
  }

  /** Whether a signed checkpoint covers entry {@code n} of a case, and so all before it. */
  public boolean covered(CaseId caseId, long n) {
    return covers(connection -> EntryRows.placeOf(connection, caseId, n)).isPresent();
  }

  /**
   * Waits for a signed checkpoint over entry {@code n} of a case. Not within the transaction that
   * appends it: that would wait for itself.
   *
   * @throws LedgerException when there is none after {@code timeout}
   */
  public SignedCheckpoint awaitCheckpointOver(CaseId caseId, long n, Duration timeout) {
    return await(connection -> EntryRows.placeOf(connection, caseId, n), timeout);
  }

  /** Like {@link #awaitCheckpointOver(CaseId, long, Duration)}, for any entry. */
  public SignedCheckpoint awaitCheckpointOver(EntryId id, Duration timeout) {
    return await(connection -> EntryRows.placeOf(connection, id), timeout);
  }

  /**
   * The proof that an entry stands under a checkpoint.
   *
   * @throws LedgerException when the checkpoint does not cover it
   */
  public TlogProof proof(LedgerEntry entry, SignedCheckpoint checkpoint) {
    Long seq = entry.seq();
    return proof(seq != null ? seq : placeOf(entry.id()), checkpoint);
  }

  /**
   * The proof that what stands at {@code place}, from 0, stands under a checkpoint.
   *
   * @throws LedgerException when the checkpoint does not cover it
   */
  public TlogProof proof(long place, SignedCheckpoint checkpoint) {
    if (place >= checkpoint.size()) {
      throw new LedgerException("the checkpoint does not cover entry " + place);
    }
    return reads.proof(place, checkpoint);
  }

  /** The proof that the tree of {@code size2} entries begins with the tree of {@code size1}. */
  public List<byte[]> consistencyProof(long size1, long size2) {
    if (size2 > integratedSize()) {
      throw new LedgerException("no checkpoint covers " + size2 + " entries");
    }
    return reads.consistency(size1, size2);
  }

  /**
   * A tile's hashes, or the entry bundle under it for level -1.
   *
   * @return empty when no checkpoint covers it
   */
  public Optional<byte[]> tile(Tiles.Tile tile) {
    return reads.tile(tile);
  }

  /** Writes the whole ledger as a tlog-tiles folder, up to the latest checkpoint. */
  public void export(Path folder) throws IOException {
    reads.export(folder);
  }

  /** Writes the same as a ZIP; does not close {@code out}. */
  public void export(OutputStream out) throws IOException {
    reads.export(out);
  }

  /**
   * Verifies the whole ledger as it is stored, then hands its entries in the order of the tree to
   * {@code replay}: all of them when everything holds, else those before the first bad one. Each
   * case's entries come in the order of their numbers, so a caller replays every case at once and
   * compares with its tables.
   *
   * @param kept checkpoints that were kept elsewhere
   */
  public Findings verify(List<SignedCheckpoint> kept, Consumer<LedgerEntry> replay)
      throws IOException {
    return new LedgerReplay(reads, codec, key.key()).run(kept, replay);
  }

  /** Records that {@code actor} takes an export now, before the first byte of it. */
  @Transactional
  public void recordExport(Actor actor) {
    append(
        new Subject.OfSystem(),
        actor,
        Role.AUDITOR,
        new HouseEvent.LedgerExported(integratedSize()));
  }

  /** Why the sequencer stands still; empty when it does not. For health checks. */
  public Optional<String> sequencerFailure() {
    return Optional.ofNullable(sequencer.failure());
  }

  private long placeOf(EntryId id) {
    return reads
        .read(connection -> EntryRows.placeOf(connection, id))
        .orElseThrow(() -> new LedgerException("entry " + id + " has no place yet"));
  }

  private Optional<SignedCheckpoint> covers(LedgerReads.Read<Optional<Long>> place) {
    return reads.read(connection ->
        place
            .from(connection)
            .flatMap(seq -> latest(connection).filter(checkpoint -> checkpoint.size() > seq)));
  }

  private static Optional<SignedCheckpoint> latest(Connection connection) {
    try {
      return TreeRows.latestCheckpoint(connection);
    } catch (SQLException e) {
      throw new LedgerException("the ledger cannot be read", e);
    }
  }

  private SignedCheckpoint await(LedgerReads.Read<Optional<Long>> place, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        Optional<SignedCheckpoint> covering = covers(place);
        if (covering.isPresent()) {
          return covering.get();
        }
        if (System.nanoTime() > deadline) {
          throw new LedgerException("no checkpoint over the entry within " + timeout);
        }
        sequencer.wake();
        sequencer.awaitSigned(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException("the wait for a checkpoint was interrupted", e);
    }
  }
}
