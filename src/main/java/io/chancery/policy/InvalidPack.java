package io.chancery.policy;

import java.util.List;

/** A policy pack that cannot be used. Each problem names its place and what to do. */
final class InvalidPack extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  InvalidPack(String file, List<String> problems) {
    super(
        "The policy pack "
            + file
            + " cannot be used:\n  "
            + String.join("\n  ", problems)
            + "\nSee docs/formats/policy.md.");
  }
}
