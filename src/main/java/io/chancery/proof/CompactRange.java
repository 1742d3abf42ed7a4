package io.chancery.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing tree that keeps only the roots of its complete subtrees: at most one per bit of its
 * size. Not safe for several threads.
 */
public final class CompactRange {
  private final List<byte[]> peaks = new ArrayList<>();
  private long size;

  /** How many leaves were appended. */
  public long size() {
    return size;
  }

  /** Appends a leaf by its hash. */
  public void append(byte[] leafHash) {
    byte[] hash = leafHash;
    for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
      hash = Merkle.nodeHash(peaks.remove(peaks.size() - 1), hash);
    }
    peaks.add(hash);
    size++;
  }

  /** The root over all leaves so far. */
  public byte[] root() {
    if (peaks.isEmpty()) {
      return Merkle.emptyRoot();
    }
    byte[] root = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = Merkle.nodeHash(peaks.get(i), root);
    }
    return root;
  }
}
