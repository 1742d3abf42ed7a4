package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/**
 * The id of a proposal to withhold, or to hand over again, some collected items: a UUIDv7, never
 * shown to people outside.
 */
public record ExclusionId(UUID value) {
  public ExclusionId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static ExclusionId parse(String text) {
    return new ExclusionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
