package io.chancery.kernel;

import java.util.Objects;
import java.util.UUID;

/** The id of a proposal that waits for a second person: a UUIDv7. */
public record ProposalId(UUID value) {
  public ProposalId {
    Objects.requireNonNull(value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when {@code text} is no UUID
   */
  public static ProposalId parse(String text) {
    return new ProposalId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
