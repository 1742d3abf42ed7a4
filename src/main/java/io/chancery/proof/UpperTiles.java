package io.chancery.proof;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Compares every tile above level 0 with the tiles that it stands for. */
final class UpperTiles {
  private final LedgerExport.Source source;
  private final Findings findings;

  UpperTiles(LedgerExport.Source source, Findings findings) {
    this.source = source;
    this.findings = findings;
  }

  /** Level 0 was compared with the entries already, hash by hash. */
  void compare(long size) throws IOException {
    long compared = 0;
    for (Tiles.Tile tile : Tiles.allOf(size)) {
      compared++;
      if (tile.level() == 0) {
        continue;
      }
      byte[] stored = read(tile);
      if (stored == null || stored.length != tile.width() * Merkle.HASH_BYTES) {
        findings.wrong("tile", tile.path(), "is missing or cut");
        continue;
      }
      for (int i = 0; i < tile.width(); i++) {
        compareHash(tile, stored, i);
      }
    }
    if (findings.wrongs().stream().noneMatch(f -> f.code().equals("tile"))) {
      findings.checked("tiles", "Each of " + compared + " tiles agrees with the one below it.");
    }
  }

  private void compareHash(Tiles.Tile tile, byte[] stored, int i) throws IOException {
    long child = tile.index() * Tiles.FULL + i;
    byte[] hashes = read(new Tiles.Tile(tile.level() - 1, child, Tiles.FULL));
    boolean whole = hashes != null && hashes.length == Tiles.FULL * Merkle.HASH_BYTES;
    byte[] wanted = whole && hashes != null ? Merkle.fold(hashes, 0, Tiles.FULL) : new byte[0];
    int from = i * Merkle.HASH_BYTES;
    if (!Arrays.equals(stored, from, from + Merkle.HASH_BYTES, wanted, 0, wanted.length)) {
      findings.wrong(
          "tile",
          tile.path(),
          "hash "
              + i
              + " is not the root of the tile below (entries from "
              + (child << 8 * tile.level())
              + ")");
    }
  }

  private byte @Nullable [] read(Tiles.Tile tile) throws IOException {
    return source.read(tile.path());
  }
}
