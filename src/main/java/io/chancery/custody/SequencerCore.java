package io.chancery.custody;

import io.chancery.proof.Checkpoint;
import io.chancery.proof.Merkle;
import io.chancery.proof.NoteSigner;
import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.TileHashes;
import io.chancery.proof.TileSource;
import io.chancery.proof.TiledTree;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives entries their places and signs the tree, in two transactions under one advisory lock: first
 * leaves and tiles, then the checkpoint over what is committed. A crash between the two leaves a
 * tree that nobody signed, which the next run signs; so no two trees of one size are ever signed,
 * whoever runs. Not safe for several threads; several instances and replicas may run.
 */
class SequencerCore {
  /** The advisory lock of sequencing: "ledger" in ASCII. */
  static final long LOCK = 0x6c6564676572L;

  /** Every look at a backlog reads all of it, so few large batches beat many small ones. */
  private static final int BATCH = 1 << 16;

  /** An entry without a place. */
  private record Waiting(UUID id, byte[] leafHash) {}

  private final DataSource database;
  private final NoteSigner signer;
  private final NoteSigner[] signers;
  private final int batch;

  /** Entries of transactions before this one were all looked at; null before the first look. */
  private @Nullable Long horizon;

  private @Nullable TiledTree tree;

  SequencerCore(DataSource database, NoteSigner signer) {
    this(database, signer, List.of(), BATCH);
  }

  /** Signs with {@code further} keys below the log's own. */
  SequencerCore(DataSource database, NoteSigner signer, List<NoteSigner> further) {
    this(database, signer, further, BATCH);
  }

  /** Integrates at most {@code batch} entries in one transaction. */
  SequencerCore(DataSource database, NoteSigner signer, List<NoteSigner> further, int batch) {
    this.database = database;
    this.signer = signer;
    this.signers = Stream.concat(Stream.of(signer), further.stream()).toArray(NoteSigner[]::new);
    this.batch = batch;
  }

  /**
   * Integrates what waits and signs it.
   *
   * @return the checkpoint that was signed now; empty when there was nothing to sign, or another
   *     replica is at it
   * @throws LedgerException when the stored tree contradicts the last signed checkpoint
   */
  Optional<SignedCheckpoint> run() throws SQLException {
    boolean more = true;
    while (more) {
      more = inLockedTransaction(this::integrate).orElse(false);
    }
    return inLockedTransaction(this::sign).flatMap(signed -> signed);
  }

  /** A place where tests let a process die. */
  void step(String name) {}

  private boolean integrate(Connection connection) throws SQLException {
    long seen = transactionHorizon(connection);
    List<Waiting> waiting = waiting(connection);
    TiledTree grown = grownFrom(connection);
    if (!waiting.isEmpty()) {
      insert(connection, grown, waiting);
    }
    step("before the leaves are committed");
    connection.commit();
    step("after the leaves are committed");
    tree = grown;
    boolean more = waiting.size() == batch;
    if (!more) {
      horizon = seen;
    }
    return more;
  }

  private Optional<SignedCheckpoint> sign(Connection connection) throws SQLException {
    Optional<SignedCheckpoint> last = TreeRows.latestCheckpoint(connection);
    long size = TreeRows.size(connection);
    if (last.isPresent() && last.get().size() == size) {
      return Optional.empty();
    }
    // Everything is read again from the committed rows: what is signed is what is stored.
    TileHashes hashes = new TileHashes(TreeRows.tiles(connection), size);
    byte[] root = Merkle.root(hashes, size);
    if (last.isPresent()) {
      checkConsistency(last.get(), hashes, size, root);
    }
    SignedCheckpoint signed =
        SignedCheckpoint.sign(new Checkpoint(signer.key().name(), size, root), signers);
    TreeRows.insertCheckpoint(connection, signed);
    step("before the checkpoint is committed");
    connection.commit();
    step("after the checkpoint is committed");
    return Optional.of(signed);
  }

  /** C2SP tlog-checkpoint: a log must not sign a checkpoint that contradicts an earlier one. */
  private void checkConsistency(SignedCheckpoint last, TileHashes hashes, long size, byte[] root) {
    last.verify(signer.key());
    if (last.size() > size) {
      throw new LedgerException(
          "a checkpoint over "
              + last.size()
              + " entries was signed, but only "
              + size
              + " are left");
    }
    byte[] lastRoot = last.checkpoint().root().bytes();
    boolean consistent =
        last.size() == 0
            || Merkle.verifyConsistency(
                last.size(),
                lastRoot,
                size,
                root,
                Merkle.consistencyProof(hashes, last.size(), size));
    if (!consistent) {
      throw new LedgerException(
          "the stored tree of "
              + size
              + " entries contradicts the signed checkpoint over "
              + last.size());
    }
  }

  /** The first transaction that may still be running; every earlier one is visible or gone. */
  private static long transactionHorizon(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<Waiting> waiting(Connection connection) throws SQLException {
    // An anti-join, never "id greater than the last": an older entry may commit later. Within a
    // case time never runs backwards (CustodyLedger.append), so a case keeps its order.
    String sql =
        "select e.id, e.leaf_hash from custody.entry e"
            + " where e.xact >= ? and not exists"
            + " (select from custody.leaf l where l.entry_id = e.id)"
            + " order by e.at, e.n nulls first, e.id limit "
            + batch;
    List<Waiting> waiting = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, horizon == null ? 0 : horizon);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          waiting.add(new Waiting(row.getObject(1, UUID.class), row.getBytes(2)));
        }
      }
    }
    return waiting;
  }

  /** The tree as it is stored; kept between runs while nobody else grows it. */
  private TiledTree grownFrom(Connection connection) throws SQLException {
    long size = TreeRows.size(connection);
    TileSource tiles = TreeRows.tiles(connection);
    TiledTree kept = tree;
    tree = null; // until the transaction is known to have committed
    return kept != null && kept.size() == size ? kept : TiledTree.restore(size, tiles);
  }

  private static void insert(Connection connection, TiledTree grown, List<Waiting> waiting)
      throws SQLException {
    Map<Integer, Long> before = widths(grown);
    List<TiledTree.Partial> full = new ArrayList<>();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into custody.leaf (seq, entry_id, leaf_hash) values (?, ?, ?)")) {
      for (Waiting entry : waiting) {
        TreeRows.insertLeaf(insert, grown.size(), entry.id(), entry.leafHash());
        grown.append(
            entry.leafHash(),
            (level, index, hashes) -> full.add(new TiledTree.Partial(level, index, 256, hashes)));
      }
      insert.executeBatch();
    }
    for (TiledTree.Partial tile : full) {
      TreeRows.insertTile(connection, tile.level(), tile.index(), tile.hashes());
    }
    for (TiledTree.Partial tile : grown.partials()) {
      long place = tile.index() * 256 + tile.width();
      if (tile.level() > 0 && place != before.getOrDefault(tile.level(), 0L)) {
        TreeRows.insertTile(connection, tile.level(), tile.index(), tile.hashes());
      }
    }
  }

  private static Map<Integer, Long> widths(TiledTree tree) {
    Map<Integer, Long> widths = new HashMap<>();
    tree.partials().forEach(p -> widths.put(p.level(), p.index() * 256 + p.width()));
    return widths;
  }

  @FunctionalInterface
  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /** Empty when another replica holds the lock. The work commits by itself. */
  private <T> Optional<T> inLockedTransaction(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        return lock(connection) ? Optional.of(work.in(connection)) : Optional.empty();
      } finally {
        connection.rollback(); // what was committed stays; the lock ends with the transaction
        connection.setAutoCommit(true);
      }
    }
  }

  private static boolean lock(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
      select.setLong(1, LOCK);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
