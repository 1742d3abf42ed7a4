package io.chancery.proof;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads subtree hashes of a tree of one size out of its tiles, keeping the last few tiles. Not safe
 * for several threads.
 */
public final class TileHashes implements HashReader {
  private static final int KEPT = 64;

  private final TileSource tiles;
  private final long size;
  private final Map<Long, byte[]> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
          return size() > KEPT;
        }
      };

  /** Reads from {@code tiles} what a tree of {@code size} leaves needs. */
  public TileHashes(TileSource tiles, long size) {
    this.tiles = tiles;
    this.size = size;
  }

  @Override
  public byte[] hash(int height, long index) {
    int level = height / 8;
    int within = height % 8;
    long first = index << within;
    byte[] tile = tile(level, first / Tiles.FULL);
    int offset = (int) (first % Tiles.FULL);
    int count = 1 << within;
    if ((offset + count) * Merkle.HASH_BYTES > tile.length) {
      throw new InvalidProofException("a tree of " + size + " leaves has no such subtree");
    }
    return Merkle.fold(tile, offset, count);
  }

  private byte[] tile(int level, long index) {
    long key = index << 4 | level;
    byte[] tile = kept.get(key);
    if (tile == null) {
      int width = Tiles.widthOf(level, index, size);
      tile = width == 0 ? null : tiles.tile(level, index, width);
      if (tile == null || tile.length != width * Merkle.HASH_BYTES) {
        throw new InvalidProofException(
            "tile " + new Tiles.Tile(level, index, Math.max(1, width)).path() + " is missing");
      }
      kept.put(key, tile);
    }
    return tile;
  }
}
