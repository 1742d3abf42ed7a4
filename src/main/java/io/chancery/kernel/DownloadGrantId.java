package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/** The id of a download grant: a UUIDv7, never shown to people outside. */
public record DownloadGrantId(UUID value) {
  public DownloadGrantId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static DownloadGrantId parse(String text) {
    return new DownloadGrantId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
