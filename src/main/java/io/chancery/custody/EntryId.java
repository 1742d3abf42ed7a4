package io.chancery.custody;

import java.util.Objects;
import java.util.UUID;

/** The id of a ledger entry: a UUIDv7. It is no position; positions are assigned later. */
public record EntryId(UUID value) {
  public EntryId {
    Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
