package io.chancery.custody;

import io.chancery.proof.LedgerExport;
import io.chancery.proof.Merkle;
import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.TileHashes;
import io.chancery.proof.Tiles;
import io.chancery.proof.TlogProof;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;

/** Reads of the integrated ledger: proofs, tiles, bundles and exports. Needs no container. */
final class LedgerReads {
  /** So many older checkpoints go into an export; they narrow down where a tree was changed. */
  private static final int OLDER_CHECKPOINTS = 500;

  private static final String OLDER = Tiles.CHECKPOINT + ".";

  /** Takes the files of an export. */
  @FunctionalInterface
  private interface FileSink {
    void file(String path, byte[] bytes) throws IOException;
  }

  /** A read over one connection. */
  @FunctionalInterface
  interface Read<T> {
    T from(Connection connection) throws SQLException;
  }

  private final DataSource database;

  LedgerReads(DataSource database) {
    this.database = database;
  }

  <T> T read(Read<T> read) {
    try (Connection connection = database.getConnection()) {
      return read.from(connection);
    } catch (SQLException e) {
      throw new LedgerException("the ledger cannot be read", e);
    }
  }

  Optional<SignedCheckpoint> latestCheckpoint() {
    return read(TreeRows::latestCheckpoint);
  }

  TlogProof proof(long seq, SignedCheckpoint checkpoint) {
    return read(connection -> {
      TileHashes hashes = new TileHashes(TreeRows.tiles(connection), checkpoint.size());
      return new TlogProof(
          seq, Merkle.inclusionProof(hashes, seq, checkpoint.size()), checkpoint.bytes());
    });
  }

  List<byte[]> consistency(long size1, long size2) {
    return read(connection -> {
      TileHashes hashes = new TileHashes(TreeRows.tiles(connection), size2);
      return Merkle.consistencyProof(hashes, size1, size2);
    });
  }

  /** A tile or, for level -1, an entry bundle; empty when no checkpoint covers it. */
  Optional<byte[]> tile(Tiles.Tile tile) {
    return read(connection -> {
      long size = TreeRows.latestCheckpoint(connection).map(SignedCheckpoint::size).orElse(0L);
      int covered = Tiles.widthOf(Math.max(0, tile.level()), tile.index(), size);
      return tile.width() > covered ? Optional.empty() : Optional.of(bytes(connection, tile));
    });
  }

  /** The tables as if they were an export, for the verifier. */
  LedgerExport.Source asSource(SignedCheckpoint head) {
    return new LedgerExport.Source() {
      @Override
      public byte[] read(String path) {
        if (path.equals(Tiles.CHECKPOINT)) {
          return head.bytes();
        }
        if (path.startsWith(OLDER)) {
          long size = Long.parseLong(path.substring(OLDER.length()));
          return LedgerReads.this.read(connection -> TreeRows.note(connection, size));
        }
        Tiles.Tile tile = Tiles.parse(path.substring("tile/".length()));
        return LedgerReads.this.read(connection -> bytes(connection, tile));
      }

      @Override
      public List<String> olderCheckpoints() {
        return LedgerReads.this.read(connection -> older(connection, head.size())).stream()
            .map(checkpoint -> OLDER + checkpoint.size())
            .toList();
      }
    };
  }

  void export(Path folder) throws IOException {
    export((path, bytes) -> {
      Path file = folder.resolve(path);
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(file, bytes);
    });
  }

  void export(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    export((path, bytes) -> {
      zip.putNextEntry(new ZipEntry(path));
      zip.write(bytes);
      zip.closeEntry();
    });
    zip.finish();
  }

  private void export(FileSink files) throws IOException {
    SignedCheckpoint head =
        latestCheckpoint().orElseThrow(() -> new LedgerException("no checkpoint was signed yet"));
    files.file(Tiles.CHECKPOINT, head.bytes());
    for (SignedCheckpoint older : read(connection -> older(connection, head.size()))) {
      files.file(OLDER + older.size(), older.bytes());
    }
    for (Tiles.Tile tile : Tiles.allOf(head.size())) {
      files.file(tile.path(), read(connection -> bytes(connection, tile)));
      if (tile.level() == 0) {
        Tiles.Tile bundle = new Tiles.Tile(-1, tile.index(), tile.width());
        files.file(
            Tiles.entriesPath(tile.index(), tile.width()),
            read(connection -> bytes(connection, bundle)));
      }
    }
  }

  private static byte[] bytes(Connection connection, Tiles.Tile tile) throws SQLException {
    if (tile.level() < 0) {
      return Tiles.bundle(EntryRows.bytesAt(connection, tile.index() * Tiles.FULL, tile.width()));
    }
    byte[] stored = TreeRows.tiles(connection).tile(tile.level(), tile.index(), tile.width());
    // What is gone is exported as nothing: the verifier names it, the export does not hide it.
    return stored == null ? new byte[0] : stored;
  }

  private static List<SignedCheckpoint> older(Connection connection, long size)
      throws SQLException {
    String sql =
        "select note from (select note, size, row_number() over (order by size) as r,"
            + " count(*) over () as c from custody.checkpoint where size < ?) as s"
            + " where r % (c / ? + 1) = 0 order by size";
    List<SignedCheckpoint> older = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, size);
      select.setInt(2, OLDER_CHECKPOINTS);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          older.add(SignedCheckpoint.parse(row.getBytes(1)));
        }
      }
    }
    return older;
  }
}
