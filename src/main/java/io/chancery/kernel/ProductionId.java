package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/** The id of a production: a UUIDv7, never shown to people outside. */
public record ProductionId(UUID value) {
  public ProductionId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static ProductionId parse(String text) {
    return new ProductionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
