package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/**
 * The id of a proposal to hand a production over once more, to another key: a UUIDv7, never shown
 * to people outside.
 */
public record ReissueId(UUID value) {
  public ReissueId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static ReissueId parse(String text) {
    return new ReissueId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
