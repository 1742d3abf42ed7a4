package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/** The id of a case: a UUIDv7, never shown to people outside. */
public record CaseId(UUID value) {
  public CaseId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static CaseId parse(String text) {
    return new CaseId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
