package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/** The id of a reviewer's decision: a UUIDv7, never shown to people outside. */
public record DecisionId(UUID value) {
  public DecisionId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static DecisionId parse(String text) {
    return new DecisionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
