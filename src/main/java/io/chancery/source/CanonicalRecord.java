package io.chancery.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record in its canonical form (docs/formats/records.md).
 *
 * @param id the platform's id of the record
 * @param at the record's time, in milliseconds; null only in groups of state
 * @param line the canonical JSON object, ending in LF
 */
public record CanonicalRecord(String id, @Nullable Instant at, byte[] line) {

  /** Says nothing about the content. */
  @Override
  public String toString() {
    return "CanonicalRecord[" + line.length + " bytes]";
  }
}
