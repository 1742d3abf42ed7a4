package io.chancery.retention;

import io.chancery.access.TwoPersonAct;
import io.chancery.kernel.Purgeable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What two people may undertake with what is kept for a case, and from when on. Pure. */
enum Undertaking {
  LIFT(TwoPersonAct.LIFT_PRESERVATION, null),
  SNAPSHOT(TwoPersonAct.DESTROY_SNAPSHOT, Purgeable.What.SNAPSHOT),
  PRODUCTION(TwoPersonAct.PURGE_PRODUCTION, Purgeable.What.PRODUCTION);

  /**
   * A case, as far as it matters here.
   *
   * @param status of the case
   * @param stores whether it preserves
   * @param kept whether something of it is still kept
   * @param stopped whether a court or an authority has stopped what happens to it
   * @param endedAt when it was delivered, or ended without; null while it goes on
   */
  record Kept(
      String status, boolean stores, boolean kept, boolean stopped, @Nullable Instant endedAt) {}

  private final TwoPersonAct act;
  private final Purgeable.@Nullable What what;

  Undertaking(TwoPersonAct act, Purgeable.@Nullable What what) {
    this.act = act;
    this.what = what;
  }

  TwoPersonAct act() {
    return act;
  }

  /** What is erased; null when nothing is, yet. */
  Purgeable.@Nullable What what() {
    return what;
  }

  /** The code that stands in entries and words. */
  String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * What may be undertaken now; empty when nothing may.
   *
   * @param keep how long a production is kept after its delivery
   */
  static Optional<Undertaking> possible(Kept kept, Duration keep, Instant now) {
    if (kept.stopped()) {
      return Optional.empty();
    }
    if (kept.status().equals("PRESERVED")) {
      return Optional.of(LIFT);
    }
    if (!kept.kept() || kept.endedAt() == null) {
      return Optional.empty();
    }
    if (kept.stores()) {
      return Optional.of(SNAPSHOT);
    }
    return now.isBefore(kept.endedAt().plus(keep)) ? Optional.empty() : Optional.of(PRODUCTION);
  }

  static Undertaking of(TwoPersonAct act) {
    for (Undertaking each : values()) {
      if (each.act == act) {
        return each;
      }
    }
    throw new IllegalArgumentException("not an act of retention");
  }
}
