package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/** The id of an agency: a UUIDv7, never shown to people outside. */
public record AgencyId(UUID value) {
  public AgencyId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static AgencyId parse(String text) {
    return new AgencyId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
