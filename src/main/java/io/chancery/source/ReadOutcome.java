package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import java.util.Map;
import java.util.Set;

/** How a disclosure read ended. */
public sealed interface ReadOutcome {

  /**
   * Everything in scope was given to the sink, and the grant is spent.
   *
   * @param rows records given
   * @param bytes bytes of canonical lines and of media files
   * @param content digest over all canonical lines and media digests in the order given
   * @param records by group, 0 included
   * @param notHeld asked groups that the platform does not hold
   * @param missingFiles references to files that the platform's storage no longer has
   */
  record Done(
      int attempt,
      long rows,
      long bytes,
      Sha256 content,
      Map<FieldGroup, Long> records,
      Set<FieldGroup> notHeld,
      long missingFiles)
      implements ReadOutcome {
    public Done {
      records = Map.copyOf(records);
      notHeld = Set.copyOf(notHeld);
    }
  }

  /**
   * The grant opened nothing; or, with {@link Refusal#SPENT}, another run of the same grant
   * succeeded first: what the sink received must be thrown away.
   */
  record Refused(Refusal reason) implements ReadOutcome {}

  /** The attempt began and failed: what the sink received must be thrown away. */
  record Failed(int attempt, Failure reason) implements ReadOutcome {}
}
