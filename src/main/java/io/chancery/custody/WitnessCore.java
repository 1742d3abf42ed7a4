package io.chancery.custody;

import io.chancery.proof.InvalidProofException;
import io.chancery.proof.Merkle;
import io.chancery.proof.NoteSigner;
import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.SignedNote;
import io.chancery.proof.VerifierKey;
import io.chancery.proof.WitnessRequest;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The witness for other logs (C2SP tlog-witness v1.0.0): cosigns a checkpoint when its log is
 * known, its signature holds and it continues the last one cosigned; never two that contradict each
 * other.
 */
final class WitnessCore {

  /** What a witness answers; each goes with one HTTP status. */
  sealed interface Answer {
    /** 200: the signature line. */
    record Cosigned(String line) implements Answer {}

    /** 400: the request cannot be read. */
    record Malformed() implements Answer {}

    /** 403: no signature by the log's key. */
    record NotSigned() implements Answer {}

    /** 404: not a log that this witness knows. */
    record UnknownLog() implements Answer {}

    /** 409: not what was cosigned last, which had this size. */
    record OtherSize(long last) implements Answer {}

    /** 422: the proof does not lead from the last one to this one. */
    record BadProof() implements Answer {}
  }

  private final DataSource database;
  private final NoteSigner signer;
  private final List<VerifierKey> logs;
  private final Clock clock;

  /** Cosigns with {@code signer}, whose key is of type 4, for {@code logs}. */
  WitnessCore(DataSource database, NoteSigner signer, List<VerifierKey> logs, Clock clock) {
    this.database = database;
    this.signer = signer;
    this.logs = List.copyOf(logs);
    this.clock = clock;
  }

  Answer add(byte[] body) throws SQLException {
    WitnessRequest request;
    SignedCheckpoint signed;
    try {
      request = WitnessRequest.parse(body);
      signed = SignedCheckpoint.parse(request.checkpoint());
    } catch (InvalidProofException e) {
      return new Answer.Malformed();
    }
    String origin = signed.checkpoint().origin();
    Optional<VerifierKey> log = logs.stream().filter(key -> key.name().equals(origin)).findFirst();
    if (log.isEmpty()) {
      return new Answer.UnknownLog();
    }
    try {
      signed.verify(log.get());
    } catch (InvalidProofException e) {
      return new Answer.NotSigned();
    }
    if (request.oldSize() > signed.size()) {
      return new Answer.Malformed();
    }
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        // Compare and record are one act; two requests at once must not both pass.
        StampRows.lockOrigin(connection, origin);
        Answer answer = decide(connection, request, signed);
        connection.commit();
        return answer;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  /** The latest checkpoint cosigned for the log whose origin has this SHA-256. */
  Optional<byte[]> latest(String originHash) throws SQLException {
    for (VerifierKey log : logs) {
      if (io.chancery.kernel.Sha256.hash(log.name()).hex().equals(originHash)) {
        try (Connection connection = database.getConnection()) {
          return StampRows.lastWitnessed(connection, log.name()).map(SignedCheckpoint::bytes);
        }
      }
    }
    return Optional.empty();
  }

  private Answer decide(Connection connection, WitnessRequest request, SignedCheckpoint signed)
      throws SQLException {
    Optional<SignedCheckpoint> last =
        StampRows.lastWitnessed(connection, signed.checkpoint().origin());
    long lastSize = last.map(SignedCheckpoint::size).orElse(0L);
    if (request.oldSize() != lastSize) {
      return new Answer.OtherSize(lastSize);
    }
    byte[] root = signed.checkpoint().root().bytes();
    byte[] lastRoot =
        last.map(other -> other.checkpoint().root().bytes()).orElseGet(Merkle::emptyRoot);
    if (lastSize == signed.size() && !java.util.Arrays.equals(root, lastRoot)) {
      return new Answer.OtherSize(lastSize);
    }
    boolean follows =
        lastSize == 0
            ? request.proof().isEmpty()
            : Merkle.verifyConsistency(lastSize, lastRoot, signed.size(), root, request.proof());
    if (!follows) {
      return new Answer.BadProof();
    }
    Instant now = clock.instant();
    SignedNote.Signature cosignature = cosign(signed, now);
    if (last.isEmpty() || lastSize < signed.size()) {
      SignedNote kept = signed.note().with(List.of(cosignature));
      StampRows.insertWitnessed(connection, new SignedCheckpoint(signed.checkpoint(), kept), now);
    }
    return new Answer.Cosigned(cosignature.line());
  }

  private SignedNote.Signature cosign(SignedCheckpoint signed, Instant now) {
    long time = now.getEpochSecond();
    byte[] signature = signer.sign(VerifierKey.cosigned(time, signed.note().text()));
    byte[] timed =
        ByteBuffer.allocate(Long.BYTES + signature.length).putLong(time).put(signature).array();
    return new SignedNote.Signature(signer.key().name(), signer.key().id(), timed);
  }
}
