package io.chancery.custody;

import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.SignedNote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Time-stamps, cosignatures and witnessed checkpoints, read and inserted over one connection. */
final class StampRows {
  private StampRows() {}

  static Optional<byte[]> timeStamp(Connection connection, long size) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select tsr from custody.timestamp where size = ?")) {
      select.setLong(1, size);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  /** The first one stays: another replica may have asked at the same time. */
  static void insertTimeStamp(Connection connection, long size, byte[] response, Instant at)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into custody.timestamp (size, tsr, at) values (?, ?, ?)"
                + " on conflict do nothing")) {
      insert.setLong(1, size);
      insert.setBytes(2, response);
      insert.setObject(3, at.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  static List<SignedNote.Signature> cosignatures(Connection connection, long size)
      throws SQLException {
    List<SignedNote.Signature> lines = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select line from custody.cosignature where size = ? order by witness")) {
      select.setLong(1, size);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lines.add(SignedNote.Signature.parse(row.getString(1)));
        }
      }
    }
    return lines;
  }

  static void insertCosignature(
      Connection connection, long size, String witness, SignedNote.Signature signature)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into custody.cosignature (size, witness, line) values (?, ?, ?)"
                + " on conflict do nothing")) {
      insert.setLong(1, size);
      insert.setString(2, witness);
      insert.setString(3, signature.line());
      insert.executeUpdate();
    }
  }

  /** The largest size that {@code witness} cosigned, as far as we know; 0 for none. */
  static long lastCosigned(Connection connection, String witness) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select coalesce(max(size), 0) from custody.cosignature where witness = ?")) {
      select.setString(1, witness);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Nobody else cosigns for {@code origin} until this transaction ends. */
  static void lockOrigin(Connection connection, String origin) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      select.setString(1, "chancery witness " + origin);
      select.execute();
    }
  }

  static Optional<SignedCheckpoint> lastWitnessed(Connection connection, String origin)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select note from custody.witnessed where origin = ? order by size desc limit 1")) {
      select.setString(1, origin);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(SignedCheckpoint.parse(row.getBytes(1))) : Optional.empty();
      }
    }
  }

  static void insertWitnessed(Connection connection, SignedCheckpoint signed, Instant at)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into custody.witnessed (origin, size, root, note, at) values (?, ?, ?, ?, ?)")) {
      insert.setString(1, signed.checkpoint().origin());
      insert.setLong(2, signed.size());
      insert.setBytes(3, signed.checkpoint().root().bytes());
      insert.setBytes(4, signed.bytes());
      insert.setObject(5, at.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }
}
