package io.chancery.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An export of a ledger, written by hand. */
public record LedgerFolder(Path folder, TestSigner log) {

  /** Writes the export anew with these entries. */
  public void write(List<byte[]> entries) throws IOException {
    try (var old =
        Files.exists(folder.resolve("tile"))
            ? Files.walk(folder.resolve("tile"))
            : Stream.<Path>of()) {
      for (Path file : old.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    TiledTree tree = new TiledTree();
    for (byte[] entry : entries) {
      tree.append(
          Merkle.leafHash(entry),
          (level, index, hashes) -> put(new Tiles.Tile(level, index, 256).path(), hashes));
    }
    for (TiledTree.Partial part : tree.partials()) {
      put(new Tiles.Tile(part.level(), part.index(), part.width()).path(), part.hashes());
    }
    bundles(entries);
    put("checkpoint", sign(entries));
  }

  byte[] sign(List<byte[]> entries) {
    TiledTree tree = new TiledTree();
    entries.forEach(entry -> tree.append(Merkle.leafHash(entry), (l, i, h) -> {}));
    Checkpoint checkpoint = new Checkpoint(log.key().name(), entries.size(), tree.root());
    return SignedCheckpoint.sign(checkpoint, log).bytes();
  }

  void bundles(List<byte[]> entries) {
    for (int at = 0; at < entries.size(); at += 256) {
      List<byte[]> part = entries.subList(at, Math.min(entries.size(), at + 256));
      put(Tiles.entriesPath(at / 256, part.size()), Tiles.bundle(part));
    }
  }

  void put(String path, byte[] bytes) {
    try {
      Files.createDirectories(folder.resolve(path).getParent());
      Files.write(folder.resolve(path), bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
