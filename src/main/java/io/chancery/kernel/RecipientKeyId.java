package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/** The id of a key to which an agency's productions are encrypted: a UUIDv7. */
public record RecipientKeyId(UUID value) {
  public RecipientKeyId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static RecipientKeyId parse(String text) {
    return new RecipientKeyId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
