package io.chancery.proof;

import io.chancery.kernel.Sha256;
import java.util.HashMap;
import java.util.Map;

/**
 * Roots that a tree must have had at smaller sizes, as they were signed then. Each is compared when
 * the tree has grown to it, so that what was changed is known to lie behind the last one that fits.
 */
final class Milestones {
  private final Findings findings;

  /** By size: where it is written, and the root. */
  private final Map<Long, Map.Entry<String, Sha256>> signed = new HashMap<>();

  private long lastGood;
  private boolean missed;

  Milestones(Findings findings) {
    this.findings = findings;
  }

  /**
   * Takes a checkpoint of the same log; one of another log, or of another tree of that size, is a
   * finding.
   *
   * @param where it is written
   */
  void add(String where, SignedCheckpoint head, SignedCheckpoint older) {
    Checkpoint checkpoint = older.checkpoint();
    if (!checkpoint.origin().equals(head.checkpoint().origin())) {
      findings.wrong("checkpoint", where, "is of another log");
      return;
    }
    var other = signed.putIfAbsent(checkpoint.size(), Map.entry(where, checkpoint.root()));
    if (other != null && !other.getValue().equals(checkpoint.root())) {
      findings.wrong(
          "two-trees",
          where,
          "two different trees of "
              + checkpoint.size()
              + " entries were signed: see "
              + other.getKey());
    }
  }

  /**
   * The tree has grown to this size.
   *
   * @param explained whether an entry that was changed is known already
   */
  void pass(long size, TiledTree tree, boolean explained) {
    var milestone = signed.get(size);
    if (milestone == null || missed) {
      return;
    }
    if (milestone.getValue().equals(Sha256.of(tree.root()))) {
      lastGood = size;
      return;
    }
    missed = true;
    if (!explained) {
      findings.wrongEntry(
          "older-root",
          lastGood,
          "or one of those after it up to "
              + (size - 1)
              + " was changed: the signed tree of "
              + size
              + " entries ("
              + milestone.getKey()
              + ") had another root");
    }
  }

  /** Whether the tree had another root at a size that it has passed. */
  boolean missed() {
    return missed;
  }
}
