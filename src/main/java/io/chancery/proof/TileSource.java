package io.chancery.proof;

import org.jspecify.annotations.Nullable;

/** Where the hashes of tiles are stored: a folder, a ZIP, a table. */
@FunctionalInterface
public interface TileSource {

  /**
   * The first {@code width} hashes of a tile, 32 bytes each.
   *
   * @return null when the tile is not at hand
   */
  byte @Nullable [] tile(int level, long index, int width);
}
