package io.chancery.custody;

import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.TileSource;
import io.chancery.proof.Tiles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of the tree, read and inserted over one connection. */
final class TreeRows {
  private TreeRows() {}

  /** How many leaves the tree has. */
  static long size(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select coalesce(max(seq) + 1, 0) from custody.leaf");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The signed checkpoint over the most leaves. */
  static Optional<SignedCheckpoint> latestCheckpoint(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "select note from custody.checkpoint order by size desc limit 1");
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(SignedCheckpoint.parse(row.getBytes(1))) : Optional.empty();
    }
  }

  /** The checkpoint that was signed over {@code size} leaves, if that many were ever signed. */
  static Optional<SignedCheckpoint> checkpoint(Connection connection, long size)
      throws SQLException {
    byte[] note = note(connection, size);
    return note.length == 0 ? Optional.empty() : Optional.of(SignedCheckpoint.parse(note));
  }

  /** The signed note over {@code size} leaves; empty when there is none. */
  static byte[] note(Connection connection, long size) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select note from custody.checkpoint where size = ?")) {
      select.setLong(1, size);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getBytes(1) : new byte[0];
      }
    }
  }

  static void insertLeaf(PreparedStatement insert, long seq, java.util.UUID entry, byte[] hash)
      throws SQLException {
    insert.setLong(1, seq);
    insert.setObject(2, entry);
    insert.setBytes(3, hash);
    insert.addBatch();
  }

  static void insertTile(Connection connection, int level, long index, byte[] hashes)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into custody.tile (level, idx, width, hashes) values (?, ?, ?, ?)")) {
      insert.setInt(1, level);
      insert.setLong(2, index);
      insert.setInt(3, hashes.length / 32);
      insert.setBytes(4, hashes);
      insert.executeUpdate();
    }
  }

  static void insertCheckpoint(Connection connection, SignedCheckpoint signed) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into custody.checkpoint (size, root, note) values (?, ?, ?)")) {
      insert.setLong(1, signed.size());
      insert.setBytes(2, signed.checkpoint().root().bytes());
      insert.setBytes(3, signed.bytes());
      insert.executeUpdate();
    }
  }

  /** The stored tiles; a tile is also found as the beginning of a wider one. */
  static TileSource tiles(Connection connection) {
    return (level, index, width) -> {
      try {
        byte[] stored = storedTile(connection, level, index, width);
        if (stored != null) {
          return Arrays.copyOf(stored, width * 32);
        }
        return level == 0 ? leaves(connection, index, width) : null;
      } catch (SQLException e) {
        throw new LedgerException("the tiles cannot be read", e);
      }
    };
  }

  private static byte @Nullable [] storedTile(
      Connection connection, int level, long index, int width) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select hashes from custody.tile where level = ? and idx = ? and width >= ?"
                + " order by width limit 1")) {
      select.setInt(1, level);
      select.setLong(2, index);
      select.setInt(3, width);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getBytes(1) : null;
      }
    }
  }

  private static byte @Nullable [] leaves(Connection connection, long index, int width)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select seq, leaf_hash from custody.leaf where seq >= ? and seq < ? order by seq")) {
      long first = index * Tiles.FULL;
      select.setLong(1, first);
      select.setLong(2, first + width);
      byte[] hashes = new byte[width * 32];
      int found = 0;
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          // A leaf that is missing leaves zeroes, which no verifier takes for a hash.
          System.arraycopy(row.getBytes(2), 0, hashes, (int) (row.getLong(1) - first) * 32, 32);
          found++;
        }
      }
      return found == 0 ? null : hashes;
    }
  }
}
