package io.chancery.proof;

import io.chancery.kernel.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Merkle tree of RFC 6962 section 2.1 (the same as RFC 9162 for SHA-256): hashing, proofs and
 * their verification. Hashes are 32 bytes; sizes and indices count leaves.
 */
public final class Merkle {
  /** Length of every hash, in bytes. */
  public static final int HASH_BYTES = 32;

  private Merkle() {}

  /** The root of the tree without leaves: SHA-256 of nothing. */
  public static byte[] emptyRoot() {
    return Sha256.newDigest().digest();
  }

  /** The hash of one entry: SHA-256(0x00 || entry). */
  public static byte[] leafHash(byte[] entry) {
    MessageDigest digest = Sha256.newDigest();
    digest.update((byte) 0);
    return digest.digest(entry);
  }

  /** The hash of an inner node: SHA-256(0x01 || left || right). */
  public static byte[] nodeHash(byte[] left, byte[] right) {
    MessageDigest digest = Sha256.newDigest();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }

  /** The root over the first {@code size} leaves. */
  public static byte[] root(HashReader hashes, long size) {
    return size == 0 ? emptyRoot() : range(hashes, 0, size);
  }

  /**
   * PATH(index, D[size]) of RFC 6962 section 2.1.1, the leaf's sibling first.
   *
   * @throws IllegalArgumentException when the tree has no such leaf
   */
  public static List<byte[]> inclusionProof(HashReader hashes, long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
    }
    List<byte[]> proof = new ArrayList<>();
    path(hashes, index, 0, size, proof);
    return proof;
  }

  /**
   * PROOF(size1, D[size2]) of RFC 6962 section 2.1.2; empty when one of the sizes is 0 or both are
   * equal.
   *
   * @throws IllegalArgumentException when {@code size1 > size2}
   */
  public static List<byte[]> consistencyProof(HashReader hashes, long size1, long size2) {
    if (size1 < 0 || size1 > size2) {
      throw new IllegalArgumentException("a tree does not shrink: " + size1 + " to " + size2);
    }
    List<byte[]> proof = new ArrayList<>();
    if (size1 > 0 && size1 < size2) {
      subproof(hashes, size1, 0, size2, true, proof);
    }
    return proof;
  }

  /** Whether {@code proof} shows that {@code leafHash} is leaf {@code index} of the tree. */
  public static boolean verifyInclusion(
      byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
    if (index < 0 || size <= index || anyOdd(proof, leafHash, root)) {
      return false;
    }
    int inner = innerLength(index, size);
    if (proof.size() != inner + Long.bitCount(index >>> inner)) {
      return false;
    }
    byte[] hash = chainInner(leafHash, proof.subList(0, inner), index);
    hash = chainRight(hash, proof.subList(inner, proof.size()));
    return MessageDigest.isEqual(hash, root);
  }

  /**
   * Whether {@code proof} shows that the tree with {@code root2} begins with the tree with {@code
   * root1}. Equal sizes need equal roots and an empty proof. False for a first size of 0: every
   * tree begins with the empty one, so there is nothing to show.
   */
  public static boolean verifyConsistency(
      long size1, byte[] root1, long size2, byte[] root2, List<byte[]> proof) {
    if (size1 < 1 || size2 < size1) {
      return false;
    }
    if (size1 == size2) {
      return proof.isEmpty() && MessageDigest.isEqual(root1, root2);
    }
    if (proof.isEmpty() || anyOdd(proof, root1, root2)) {
      return false;
    }
    int shift = Long.numberOfTrailingZeros(size1);
    int inner = innerLength(size1 - 1, size2) - shift;
    int border = Long.bitCount((size1 - 1) >>> (inner + shift));
    // A complete first tree is its own seed; else the proof begins with one.
    boolean complete = size1 == 1L << shift;
    byte[] seed = complete ? root1 : proof.get(0);
    int start = complete ? 0 : 1;
    if (proof.size() != start + inner + border) {
      return false;
    }
    List<byte[]> innerPart = proof.subList(start, start + inner);
    List<byte[]> borderPart = proof.subList(start + inner, proof.size());
    long mask = (size1 - 1) >>> shift;
    byte[] old = chainRight(chainInnerRight(seed, innerPart, mask), borderPart);
    byte[] grown = chainRight(chainInner(seed, innerPart, mask), borderPart);
    return MessageDigest.isEqual(old, root1) && MessageDigest.isEqual(grown, root2);
  }

  /** The root over {@code count} hashes that lie one after another in {@code hashes}. */
  static byte[] fold(byte[] hashes, int offset, int count) {
    if (count == 1) {
      return Arrays.copyOfRange(hashes, offset * HASH_BYTES, (offset + 1) * HASH_BYTES);
    }
    int left = Integer.highestOneBit(count - 1);
    return nodeHash(fold(hashes, offset, left), fold(hashes, offset + left, count - left));
  }

  private static byte[] range(HashReader hashes, long start, long end) {
    long count = end - start;
    if (Long.bitCount(count) == 1) {
      int height = Long.numberOfTrailingZeros(count);
      return hashes.hash(height, start >>> height);
    }
    long left = Long.highestOneBit(count - 1);
    return nodeHash(range(hashes, start, start + left), range(hashes, start + left, end));
  }

  private static void path(
      HashReader hashes, long index, long start, long end, List<byte[]> proof) {
    if (end - start == 1) {
      return;
    }
    long middle = start + Long.highestOneBit(end - start - 1);
    if (index < middle) {
      path(hashes, index, start, middle, proof);
      proof.add(range(hashes, middle, end));
    } else {
      path(hashes, index, middle, end, proof);
      proof.add(range(hashes, start, middle));
    }
  }

  private static void subproof(
      HashReader hashes, long size, long start, long end, boolean known, List<byte[]> proof) {
    if (size == end - start) {
      if (!known) {
        proof.add(range(hashes, start, end));
      }
      return;
    }
    long left = Long.highestOneBit(end - start - 1);
    if (size <= left) {
      subproof(hashes, size, start, start + left, known, proof);
      proof.add(range(hashes, start + left, end));
    } else {
      subproof(hashes, size - left, start + left, end, false, proof);
      proof.add(range(hashes, start, start + left));
    }
  }

  /** How many levels the path of {@code index} has before it reaches the tree's right border. */
  private static int innerLength(long index, long size) {
    return Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
  }

  private static byte[] chainInner(byte[] seed, List<byte[]> proof, long index) {
    byte[] hash = seed;
    for (int i = 0; i < proof.size(); i++) {
      boolean left = (index >>> i & 1) == 0;
      hash = left ? nodeHash(hash, proof.get(i)) : nodeHash(proof.get(i), hash);
    }
    return hash;
  }

  private static byte[] chainInnerRight(byte[] seed, List<byte[]> proof, long index) {
    byte[] hash = seed;
    for (int i = 0; i < proof.size(); i++) {
      if ((index >>> i & 1) == 1) {
        hash = nodeHash(proof.get(i), hash);
      }
    }
    return hash;
  }

  private static byte[] chainRight(byte[] seed, List<byte[]> proof) {
    byte[] hash = seed;
    for (byte[] left : proof) {
      hash = nodeHash(left, hash);
    }
    return hash;
  }

  private static boolean anyOdd(List<byte[]> proof, byte[] one, byte[] two) {
    return one.length != HASH_BYTES
        || two.length != HASH_BYTES
        || proof.stream().anyMatch(hash -> hash.length != HASH_BYTES);
  }
}
