package io.chancery.source;

import io.chancery.kernel.GrantId;
import org.jspecify.annotations.Nullable;

/** One numbered attempt of a grant: what a connector may know of it, and what it reports back. */
final class Attempt {
  private final GrantId grant;
  private final int number;
  private @Nullable String snapshot;

  Attempt(GrantId grant, int number) {
    this.grant = grant;
    this.number = number;
  }

  int number() {
    return number;
  }

  /**
   * The name under which the platform knows this attempt; derived, so that the platform's own
   * record can be compared with ours.
   */
  String runName() {
    return PlatformRecord.runName(grant, number);
  }

  /** Reports which state of the platform is read. */
  void reads(String platformSnapshot) {
    snapshot = platformSnapshot;
  }

  @Nullable String snapshot() {
    return snapshot;
  }
}
