package io.chancery.packaging;

import java.util.Locale;
import java.util.Optional;

/** What a proposal would do with its items. */
enum ExclusionChange {
  /** Withhold them from the package. */
  EXCLUDE,
  /** Hand over again what was withheld. */
  INCLUDE;

  /** The word in entries, forms and the API. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ExclusionChange> ofKey(String key) {
    for (ExclusionChange change : values()) {
      if (change.key().equals(key)) {
        return Optional.of(change);
      }
    }
    return Optional.empty();
  }
}
