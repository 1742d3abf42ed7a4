package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/**
 * The id of somebody who acts: a person, a system or the clock: a UUIDv7, never shown to people
 * outside.
 */
public record ActorId(UUID value) {
  public ActorId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static ActorId parse(String text) {
    return new ActorId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
