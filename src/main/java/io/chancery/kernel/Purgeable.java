package io.chancery.kernel;

import java.io.IOException;

/**
 * A package that keeps bytes of a case and can erase them. Asked by {@code retention} alone, after
 * two people agreed and nobody objected.
 */
public interface Purgeable {

  /** What is erased together. */
  enum What {
    /** What was stored for a preservation, with its key. */
    SNAPSHOT,
    /** What was handed over, and what was collected for it. */
    PRODUCTION
  }

  /**
   * Erases this package's part, in the caller's transaction and under the case row's lock. Done
   * twice it does no harm: a crash may come between the erasing and the commit.
   *
   * @return how many objects of the vault there were
   * @throws IOException when something could not be erased; the whole is tried again
   */
  int purge(CaseId id, What what) throws IOException;
}
