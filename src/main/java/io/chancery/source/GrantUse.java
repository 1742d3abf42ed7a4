package io.chancery.source;

import io.chancery.kernel.GrantId;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to use a read grant, as it stands in the portal's own tables.
 *
 * @param kind the grant's kind
 * @param query digest of what was asked
 * @param expiresAt until when the grant opened; null in rows of the first version
 * @param revokedAt when the grant was revoked, if it was
 * @param end null while the attempt runs, and for ever when the portal died meanwhile
 */
public record GrantUse(
    GrantId grant,
    int attempt,
    String kind,
    String source,
    Sha256 query,
    Instant begunAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable End end) {

  /** How it ended. */
  public enum Outcome {
    SUCCEEDED,
    FAILED,
    /** Another run of the same grant succeeded first. */
    OVERTAKEN
  }

  /**
   * The outcome of an attempt.
   *
   * @param rows records read; 0 unless it succeeded
   * @param bytes bytes of records and files
   * @param content digest over them, for reads of rows
   * @param snapshot the state of the platform that was read
   */
  public record End(
      Outcome outcome,
      @Nullable String reason,
      long rows,
      long bytes,
      @Nullable Sha256 content,
      @Nullable String snapshot,
      Instant at) {}
}
