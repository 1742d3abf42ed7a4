package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/** The id of a read grant: a UUIDv7, never shown to people outside. */
public record GrantId(UUID value) {
  public GrantId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static GrantId parse(String text) {
    return new GrantId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
