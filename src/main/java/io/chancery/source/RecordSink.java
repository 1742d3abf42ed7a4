package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;

/**
 * Receives what a disclosure reads, group by group in the order of {@link FieldGroup}, and within a
 * group by time, then id. Called by one thread. An exception ends the attempt.
 */
public interface RecordSink extends ReadWatch {

  @Override
  default void begun(int attempt, Sha256 query) {}

  /** A group begins; it may turn out to have no record. Never called for a group not held. */
  default void begin(FieldGroup group) {}

  /** One record. */
  void record(FieldGroup group, CanonicalRecord record) throws IOException;

  /**
   * One media file, byte for byte as the platform stores it; each content once in a run.
   *
   * @param digest of the content
   * @param extension lower-case letters and digits, for the name {@code <digest>.<extension>}
   * @param bytes the size
   * @param content read it to its end; not to be closed
   */
  void media(FieldGroup group, Sha256 digest, String extension, long bytes, InputStream content)
      throws IOException;

  /**
   * The platform's connection was lost in mid-run. A sink that can begin again forgets everything
   * that it received, records the failed attempt where attempts are recorded, and answers true; the
   * next attempt then reads everything from a new snapshot, beginning with {@link #begun}.
   */
  default boolean again(int attempt, Failure reason) {
    return false;
  }

  /** The group has ended. */
  default void end(FieldGroup group) {}
}
