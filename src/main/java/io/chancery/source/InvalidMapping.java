package io.chancery.source;

import java.util.List;

/** A mapping file that cannot be used. Each problem names its place and what to do. */
final class InvalidMapping extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  InvalidMapping(String file, List<String> problems) {
    super(
        "The mapping "
            + file
            + " cannot be used:\n  "
            + String.join("\n  ", problems)
            + "\nSee docs/formats/mapping.md.");
  }
}
