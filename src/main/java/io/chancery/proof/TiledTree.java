package io.chancery.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing tree that hands out each tile the moment it is full, and keeps the partial one of every
 * level. Not safe for several threads.
 */
public final class TiledTree {

  /** Takes the tiles that became full. */
  @FunctionalInterface
  public interface Sink {
    /** Takes a full tile: 256 hashes, 8,192 bytes, its own copy. */
    void full(int level, long index, byte[] hashes);
  }

  /** A tile that is not full yet. */
  public record Partial(int level, long index, int width, byte[] hashes) {}

  private static final class Level {
    final byte[] hashes = new byte[Tiles.FULL * Merkle.HASH_BYTES];
    long index;
    int width;
  }

  private final List<Level> levels = new ArrayList<>();
  private long size;

  /** An empty tree. */
  public TiledTree() {}

  /**
   * The tree of {@code size} leaves that {@code tiles} hold; only the partial tiles are read.
   *
   * @throws InvalidProofException when one is missing
   */
  public static TiledTree restore(long size, TileSource tiles) {
    TiledTree tree = new TiledTree();
    tree.size = size;
    for (int i = 0; Tiles.hashesAt(i, size) > 0; i++) {
      Level level = tree.level(i);
      long hashes = Tiles.hashesAt(i, size);
      level.index = hashes / Tiles.FULL;
      level.width = (int) (hashes % Tiles.FULL);
      if (level.width > 0) {
        byte[] tile = tiles.tile(i, level.index, level.width);
        if (tile == null || tile.length != level.width * Merkle.HASH_BYTES) {
          String path = new Tiles.Tile(i, level.index, level.width).path();
          throw new InvalidProofException("tile " + path + " is missing");
        }
        System.arraycopy(tile, 0, level.hashes, 0, tile.length);
      }
    }
    return tree;
  }

  /** How many leaves the tree has. */
  public long size() {
    return size;
  }

  /** Appends a leaf by its hash; {@code sink} receives what became full by it. */
  public void append(byte[] leafHash, Sink sink) {
    byte[] hash = leafHash;
    size++;
    for (int i = 0; ; i++) {
      Level level = level(i);
      System.arraycopy(hash, 0, level.hashes, level.width * Merkle.HASH_BYTES, Merkle.HASH_BYTES);
      level.width++;
      if (level.width < Tiles.FULL) {
        return;
      }
      hash = Merkle.fold(level.hashes, 0, Tiles.FULL);
      sink.full(i, level.index, level.hashes.clone());
      level.index++;
      level.width = 0;
    }
  }

  /** The tiles that are not full, lowest level first. */
  public List<Partial> partials() {
    List<Partial> partials = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      if (level.width > 0) {
        byte[] hashes = Arrays.copyOf(level.hashes, level.width * Merkle.HASH_BYTES);
        partials.add(new Partial(i, level.index, level.width, hashes));
      }
    }
    return partials;
  }

  /** The root over all leaves so far. */
  public byte[] root() {
    // The complete subtrees from the right border to the left: lowest level first.
    byte[] root = null;
    for (Level level : levels) {
      int end = level.width;
      while (end > 0) {
        int count = Integer.lowestOneBit(end);
        byte[] peak = Merkle.fold(level.hashes, end - count, count);
        root = root == null ? peak : Merkle.nodeHash(peak, root);
        end -= count;
      }
    }
    return root == null ? Merkle.emptyRoot() : root;
  }

  private Level level(int i) {
    while (levels.size() <= i) {
      levels.add(new Level());
    }
    return levels.get(i);
  }
}
