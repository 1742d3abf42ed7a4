package io.chancery.source;

import io.chancery.kernel.Sha256;

/** Told of an attempt after it is committed and before the platform is asked. */
public interface ReadWatch {

  /** Watches nothing. */
  ReadWatch NOBODY = (attempt, query) -> {};

  /**
   * The attempt is committed; nothing has been read yet. An exception here stops the read.
   *
   * @param attempt counted from 1 for each grant
   * @param query digest of what will be asked, as {@link Sources#queryDigest}
   */
  void begun(int attempt, Sha256 query);

  /**
   * Whether the read shall end now. Asked before each record and file, so it must be cheap; after
   * true the attempt fails with {@link Failure#CANCELLED} and what was read is to be thrown away.
   */
  default boolean cancelled() {
    return false;
  }
}
