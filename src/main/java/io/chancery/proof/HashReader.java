package io.chancery.proof;

/** Gives the hashes of complete subtrees, wherever they are stored. */
@FunctionalInterface
public interface HashReader {

  /**
   * The hash of the complete subtree over the leaves {@code [index << height, (index + 1) <<
   * height)}.
   *
   * @param height 0 for a leaf hash
   * @throws InvalidProofException when the hash is not at hand
   */
  byte[] hash(int height, long index);
}
