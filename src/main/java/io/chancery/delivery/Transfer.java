package io.chancery.delivery;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.Sha256;

/**
 * What is about to be sent of one file: {@code from} inclusive, {@code until} exclusive.
 *
 * @param number of the file, from 1
 * @param openedBy who opened the attempt; another's copy is not counted as theirs
 * @param bound the digest that the release bound: of the file, or of the list of several
 * @param whole bytes of all files
 */
record Transfer(
    int number,
    String fileName,
    Sha256 ciphertext,
    long size,
    long from,
    long until,
    DownloadGrantId grant,
    CaseId caseId,
    String vaultKey,
    int attempt,
    ActorId openedBy,
    Sha256 bound,
    long whole) {

  /** How many bytes. */
  long length() {
    return until - from;
  }

  /** Whether it is less than the whole. */
  boolean partial() {
    return length() != size;
  }
}
