package io.chancery.custody;

import io.agroal.api.AgroalDataSource;
import io.chancery.keys.TimeStamps;
import io.chancery.proof.InvalidProofException;
import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.SignedNote;
import io.chancery.proof.VerifierKey;
import io.chancery.proof.WitnessPolicy;
import io.chancery.proof.WitnessPolicy.Witness;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What others say about our checkpoints: RFC 3161 time-stamps and witnesses' cosignatures, asked
 * for on a schedule and at once when somebody needs them. Never within a database transaction.
 */
@Singleton
public class CheckpointStamps {
  private static final Logger LOG = Logger.getLogger(CheckpointStamps.class);

  private final LedgerReads reads;
  private final DataSource database;
  private final TimeStamps timeStamps;
  private final @Nullable WitnessPolicy policy;
  private final WitnessClient client;
  private final Clock clock;

  @Inject
  CheckpointStamps(
      AgroalDataSource database,
      TimeStamps timeStamps,
      LedgerConfiguration configuration,
      Clock clock) {
    this(
        database,
        timeStamps,
        configuration.policy().map(CheckpointStamps::read).orElse(null),
        configuration.witnessTimeout(),
        clock);
  }

  CheckpointStamps(
      DataSource database,
      TimeStamps timeStamps,
      @Nullable WitnessPolicy policy,
      Duration timeout,
      Clock clock) {
    this.reads = new LedgerReads(database);
    this.database = database;
    this.timeStamps = timeStamps;
    this.policy = policy;
    this.client = new WitnessClient(timeout);
    this.clock = clock;
  }

  /** Whether time-stamps can be had. */
  public boolean canStamp() {
    return timeStamps.available();
  }

  /**
   * The RFC 3161 response over the exact bytes of {@code checkpoint}: the stored one, or a fresh
   * one that is stored now. A checkpoint with cosignatures has other bytes and is stamped apart,
   * without being stored.
   *
   * @throws IOException when the authority does not answer with a time-stamp
   */
  public byte[] timeStamp(SignedCheckpoint checkpoint) throws IOException {
    boolean asSigned =
        reads
            .read(connection -> TreeRows.checkpoint(connection, checkpoint.size()))
            .filter(stored -> java.util.Arrays.equals(stored.bytes(), checkpoint.bytes()))
            .isPresent();
    if (!asSigned) {
      return timeStamps.stamp(checkpoint.bytes());
    }
    Optional<byte[]> stored =
        reads.read(connection -> StampRows.timeStamp(connection, checkpoint.size()));
    if (stored.isPresent()) {
      return stored.get();
    }
    byte[] fresh = timeStamps.stamp(checkpoint.bytes());
    write(c -> StampRows.insertTimeStamp(c, checkpoint.size(), fresh, clock.instant()));
    return reads
        .read(connection -> StampRows.timeStamp(connection, checkpoint.size()))
        .orElse(fresh);
  }

  /** The checkpoint with every cosignature that is stored for it. */
  public SignedCheckpoint cosigned(SignedCheckpoint checkpoint) {
    List<SignedNote.Signature> lines =
        reads.read(connection -> StampRows.cosignatures(connection, checkpoint.size()));
    return new SignedCheckpoint(checkpoint.checkpoint(), checkpoint.note().with(lines));
  }

  /** The policy that checkpoints are judged by, as a C2SP tlog-policy; for packages. */
  public String policyText(VerifierKey log) {
    return policy == null ? "log " + log + "\nquorum none\n" : policy.text();
  }

  /** Whether {@code checkpoint} bears what the configured policy asks for; true without one. */
  public boolean satisfiesPolicy(SignedCheckpoint checkpoint) {
    return policy == null || policy.satisfiedBy(checkpoint.note());
  }

  /**
   * Asks every witness that has not yet cosigned {@code checkpoint}; those that do not answer are
   * logged and left for the next time.
   *
   * @return the checkpoint with all its cosignatures
   */
  public SignedCheckpoint askWitnesses(SignedCheckpoint checkpoint) {
    if (policy != null) {
      SignedCheckpoint known = cosigned(checkpoint);
      for (Witness witness : policy.witnesses()) {
        if (witness.url() != null && known.note().signedBy(List.of(witness.key())).isEmpty()) {
          ask(witness, checkpoint);
        }
      }
    }
    return cosigned(checkpoint);
  }

  @Scheduled(
      identity = "ledger-witnesses",
      every = "${chancery.ledger.witness-every:60s}",
      delayed = "30s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void askOnSchedule() {
    reads.latestCheckpoint().filter(latest -> latest.size() > 0).ifPresent(this::askWitnesses);
  }

  @Scheduled(
      identity = "ledger-timestamps",
      every = "${chancery.ledger.timestamp-every:1h}",
      delayed = "60s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void stampOnSchedule() {
    if (!canStamp()) {
      return;
    }
    reads
        .latestCheckpoint()
        .filter(latest -> latest.size() > 0)
        .ifPresent(latest -> {
          try {
            timeStamp(latest);
          } catch (IOException e) {
            LOG.warn("no time-stamp over the latest checkpoint", e);
          }
        });
  }

  private void ask(Witness witness, SignedCheckpoint checkpoint) {
    long believed = reads.read(connection -> StampRows.lastCosigned(connection, witness.name()));
    try {
      SignedNote.Signature line =
          client.ask(
              witness,
              checkpoint,
              Math.min(believed, checkpoint.size()),
              old -> reads.consistency(old, checkpoint.size()));
      write(c -> StampRows.insertCosignature(c, checkpoint.size(), witness.name(), line));
      LOG.debugf("%s cosigned %d at %d", witness.name(), checkpoint.size(), timeOf(line));
    } catch (IOException | InvalidProofException e) {
      LOG.warnf(e, "no cosignature by %s over %d entries", witness.name(), checkpoint.size());
    }
  }

  private static long timeOf(SignedNote.Signature line) {
    return VerifierKey.cosignedAt(line.bytes());
  }

  @FunctionalInterface
  private interface Write {
    void to(Connection connection) throws SQLException;
  }

  private void write(Write write) {
    try (Connection connection = database.getConnection()) {
      write.to(connection);
    } catch (SQLException e) {
      throw new LedgerException("a stamp cannot be stored", e);
    }
  }

  private static WitnessPolicy read(Path file) {
    try {
      return WitnessPolicy.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("chancery.ledger.policy: " + file + " cannot be read", e);
    }
  }
}
