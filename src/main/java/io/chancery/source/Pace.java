package io.chancery.source;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Lets so many rows through in a second, and never makes up for more than a second lost. */
final class Pace {
  private static final long SECOND = 1_000_000_000L;

  /** Shorter waits are saved up: a thread cannot sleep for a microsecond. */
  private static final long WORTH_A_WAIT = 5_000_000L;

  private final double interval;
  private final LongSupplier nanos;
  private final LongConsumer pause;
  private double due;

  Pace(int rowsPerSecond, LongSupplier nanos, LongConsumer pause) {
    if (rowsPerSecond < 1) {
      throw new IllegalArgumentException(
          "chancery.source.<name>.rows-per-second is less than one; leave it out for no limit");
    }
    this.interval = (double) SECOND / rowsPerSecond;
    this.nanos = nanos;
    this.pause = pause;
    this.due = nanos.getAsLong();
  }

  /** Waits until the next row may come. */
  void next() {
    long now = nanos.getAsLong();
    due = Math.max(due, (double) now - SECOND) + interval;
    long early = (long) (due - now);
    if (early > WORTH_A_WAIT) {
      pause.accept(early);
    }
  }
}
