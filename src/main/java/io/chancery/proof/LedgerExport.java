package io.chancery.proof;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a ledger that lies as C2SP tlog-tiles in a folder, an opened ZIP or anything that can be
 * read by path: {@code checkpoint}, {@code tile/<L>/...}, {@code tile/entries/...}, and older
 * checkpoints as {@code checkpoint.<size>} where they were kept.
 */
public final class LedgerExport {

  /** Takes verified entries in the order of the tree. */
  @FunctionalInterface
  public interface EntryVisitor {
    /** Takes one entry: its place, its exact bytes and its leaf hash. */
    void entry(long index, byte[] bytes, byte[] leafHash);
  }

  /** Where the files of a ledger come from. */
  public interface Source {
    /** The bytes at {@code path}; null when there are none. */
    byte @Nullable [] read(String path) throws IOException;

    /** The names of the older checkpoints, each {@code checkpoint.<size>}. */
    List<String> olderCheckpoints() throws IOException;
  }

  private final Source source;
  private final @Nullable VerifierKey key;
  private final List<SignedCheckpoint> kept;
  private final Findings findings = new Findings();

  private final Milestones milestones = new Milestones(findings);
  private final TiledTree byEntries = new TiledTree();
  private final CompactRange byTiles = new CompactRange();
  private boolean tilesWhole = true;
  private long firstDifference = -1;

  private LedgerExport(Source source, @Nullable VerifierKey key, List<SignedCheckpoint> kept) {
    this.source = source;
    this.key = key;
    this.kept = kept;
  }

  /**
   * Verifies an export.
   *
   * @param folder where {@code checkpoint} lies
   * @param key the log's key; null checks no signature and says so
   * @param kept checkpoints of the same log that were kept elsewhere
   * @return what was found; never throws for what is wrong in the export
   * @throws IOException when the folder cannot be read
   */
  public static Findings verify(Path folder, @Nullable VerifierKey key, List<SignedCheckpoint> kept)
      throws IOException {
    return verify(in(folder), key, kept, (index, bytes, leafHash) -> {});
  }

  /** Like {@link #verify(Path, VerifierKey, List)}, handing each entry to {@code visitor}. */
  public static Findings verify(
      Path folder, @Nullable VerifierKey key, List<SignedCheckpoint> kept, EntryVisitor visitor)
      throws IOException {
    return verify(in(folder), key, kept, visitor);
  }

  /** Like {@link #verify(Path, VerifierKey, List)}, asking for the policy's cosignatures too. */
  public static Findings verifyAnchored(Path folder, Anchors anchors, List<SignedCheckpoint> kept)
      throws IOException {
    Findings findings = verify(folder, anchors.key(), kept);
    byte[] head = in(folder).read(Tiles.CHECKPOINT);
    if (anchors.policy() != null && head != null && findings.good()) {
      if (anchors.policy().satisfiedBy(SignedNote.parse(head))) {
        findings.checked(
            "policy", "The checkpoint bears the cosignatures that the policy asks for.");
      } else {
        findings.wrong("policy", Tiles.CHECKPOINT, "lacks cosignatures that the policy asks for");
      }
    }
    return findings;
  }

  /**
   * Like {@link #verify(Path, VerifierKey, List)}, from anywhere, handing each entry to {@code
   * visitor} as it is read: whether they are the signed ones is known at the end.
   */
  public static Findings verify(
      Source source, @Nullable VerifierKey key, List<SignedCheckpoint> kept, EntryVisitor visitor)
      throws IOException {
    LedgerExport export = new LedgerExport(source, key, kept);
    export.run(visitor);
    return export.findings;
  }

  private static Source in(Path folder) {
    return new Source() {
      @Override
      public byte @Nullable [] read(String path) throws IOException {
        Path file = folder.resolve(path);
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
      }

      @Override
      public List<String> olderCheckpoints() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "checkpoint.*")) {
          files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        return names;
      }
    };
  }

  private void run(EntryVisitor visitor) throws IOException {
    SignedCheckpoint head = readCheckpoint(Tiles.CHECKPOINT);
    if (head == null) {
      return;
    }
    collectMilestones(head);
    CaseSequences sequences = new CaseSequences(findings);
    boolean complete = readEntries(head.size(), sequences, visitor);
    if (complete) {
      compareRoot(head);
      sequences.finish();
    }
    if (tilesWhole) {
      new UpperTiles(source, findings).compare(head.size());
    }
    compareKept(head, complete);
  }

  private @Nullable SignedCheckpoint readCheckpoint(String name) throws IOException {
    byte[] bytes = source.read(name);
    if (bytes == null) {
      findings.wrong("checkpoint", name, "is missing");
      return null;
    }
    try {
      SignedCheckpoint signed = SignedCheckpoint.parse(bytes);
      if (key != null) {
        signed.verify(key);
        if (name.equals(Tiles.CHECKPOINT)) {
          findings.checked(
              "checkpoint",
              "The checkpoint over " + signed.size() + " entries is signed by " + key);
        }
      } else if (name.equals(Tiles.CHECKPOINT)) {
        findings.noAnchor(
            "checkpoint",
            "The checkpoint of "
                + signed.checkpoint().origin()
                + ": no key given, signer unknown.");
      }
      return signed;
    } catch (InvalidProofException e) {
      findings.wrong("checkpoint", name, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void collectMilestones(SignedCheckpoint head) throws IOException {
    for (SignedCheckpoint signed : kept) {
      milestones.add("checkpoint kept elsewhere", head, signed);
    }
    for (String name : source.olderCheckpoints().stream().sorted().toList()) {
      SignedCheckpoint signed = readCheckpoint(name);
      if (signed != null) {
        milestones.add(name, head, signed);
      }
    }
  }

  private boolean readEntries(long size, CaseSequences sequences, EntryVisitor visitor)
      throws IOException {
    milestones.pass(0, byEntries, false);
    for (long bundle = 0; bundle * Tiles.FULL < size; bundle++) {
      int width = Tiles.widthOf(0, bundle, size);
      String path = Tiles.entriesPath(bundle, width);
      List<byte[]> entries = List.of();
      try {
        byte[] bytes = source.read(path);
        if (bytes == null) {
          findings.wrongEntry("entries-missing", bundle * Tiles.FULL, path + " is missing");
          return false;
        }
        entries = Tiles.entries(bytes);
      } catch (InvalidProofException e) {
        findings.wrong("entries", path, String.valueOf(e.getMessage()));
      }
      byte[] tile = source.read(new Tiles.Tile(0, bundle, width).path());
      if (tile == null || tile.length != width * Merkle.HASH_BYTES) {
        findings.wrong("tile", new Tiles.Tile(0, bundle, width).path(), "is missing or cut");
        tilesWhole = false;
        tile = null;
      }
      if (!takeBundle(bundle, width, entries, tile, sequences, visitor)) {
        return false;
      }
    }
    return true;
  }

  private boolean takeBundle(
      long bundle,
      int width,
      List<byte[]> entries,
      byte @Nullable [] tile,
      CaseSequences sequences,
      EntryVisitor visitor)
      throws IOException {
    for (int i = 0; i < width; i++) {
      long index = bundle * Tiles.FULL + i;
      if (i >= entries.size()) {
        findings.wrongEntry(
            "entries-missing", index, Tiles.entriesPath(bundle, width) + " ends before this entry");
        return false;
      }
      byte[] bytes = entries.get(i);
      byte[] leaf = Merkle.leafHash(bytes);
      byEntries.append(leaf, (level, at, hashes) -> {});
      if (tile != null) {
        byte[] hash = Arrays.copyOfRange(tile, i * Merkle.HASH_BYTES, (i + 1) * Merkle.HASH_BYTES);
        byTiles.append(hash);
        if (!Arrays.equals(hash, leaf)) {
          firstDifference = firstDifference < 0 ? index : firstDifference;
          findings.wrongEntry(
              "entry-and-tile",
              index,
              bytes.length == 0
                  ? "is gone: only its hash is left in the tile"
                  : "its bytes do not have the hash that stands in the tile");
        }
      }
      milestones.pass(index + 1, byEntries, firstDifference >= 0);
      sequences.accept(index, bytes, leaf);
      visitor.entry(index, bytes, leaf);
    }
    if (entries.size() > width) {
      findings.wrong("entries", Tiles.entriesPath(bundle, width), "holds more than its name says");
    }
    return true;
  }

  private void compareRoot(SignedCheckpoint head) {
    byte[] signed = head.checkpoint().root().bytes();
    if (Arrays.equals(byEntries.root(), signed)) {
      findings.checked(
          "root",
          "The " + head.size() + " entries have exactly the root that the checkpoint signs.");
      return;
    }
    boolean tilesAreSigned =
        tilesWhole && byTiles.size() == head.size() && Arrays.equals(byTiles.root(), signed);
    findings.wrong(
        "root",
        Tiles.CHECKPOINT,
        tilesAreSigned
            ? "the entries do not have the signed root; the tiles do, so the entries were changed"
            : "neither the entries nor the tiles have the signed root: both were changed, or"
                + " another tree was signed");
  }

  private void compareKept(SignedCheckpoint head, boolean complete) {
    for (SignedCheckpoint signed : kept) {
      try {
        if (key != null) {
          signed.verify(key);
        }
      } catch (InvalidProofException e) {
        findings.wrong("kept-checkpoint", null, String.valueOf(e.getMessage()));
        continue;
      }
      if (signed.size() > head.size()) {
        findings.wrongEntry(
            "rolled-back",
            head.size(),
            "and all after it are gone: the checkpoint kept elsewhere covers "
                + signed.size()
                + " entries, this export "
                + head.size());
      } else if (complete && !milestones.missed()) {
        findings.checked(
            "kept-checkpoint",
            "The checkpoint kept elsewhere (" + signed.size() + " entries) is a part of this log.");
      }
    }
  }
}
