package io.chancery.proof;

import java.util.List;

/**
 * A checkpoint and the note that it stands in.
 *
 * @param checkpoint what is said
 * @param note who signed it
 */
public record SignedCheckpoint(Checkpoint checkpoint, SignedNote note) {

  /** Signs a checkpoint. */
  public static SignedCheckpoint sign(Checkpoint checkpoint, NoteSigner... signers) {
    return new SignedCheckpoint(checkpoint, SignedNote.sign(checkpoint.text(), signers));
  }

  /**
   * Reads a note that holds a checkpoint; verifies nothing.
   *
   * @throws InvalidProofException when it is malformed
   */
  public static SignedCheckpoint parse(byte[] bytes) {
    SignedNote note = SignedNote.parse(bytes);
    return new SignedCheckpoint(Checkpoint.parse(note.text()), note);
  }

  /**
   * Verifies that {@code log} signed it and that it speaks for that log.
   *
   * @throws InvalidProofException when it does not
   */
  public void verify(VerifierKey log) {
    if (note.signedBy(List.of(log)).isEmpty()) {
      throw new InvalidProofException("the checkpoint is not signed by " + log.name());
    }
    if (!checkpoint.origin().equals(log.name())) {
      throw new InvalidProofException(
          "the checkpoint speaks for " + checkpoint.origin() + ", the key is of " + log.name());
    }
  }

  /** How many leaves the tree has. */
  public long size() {
    return checkpoint.size();
  }

  /** The note's exact bytes: what stands in proofs and what is time-stamped. */
  public byte[] bytes() {
    return note.encoded();
  }
}
