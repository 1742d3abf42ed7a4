package io.chancery.source;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How considerately a platform is read.
 *
 * @param rowsPerSecond 0 for no limit
 * @param window null for the whole day
 * @param concurrentRuns reads of rows at once, over all replicas
 * @param turn how long a run waits for its turn
 * @param restarts how often a run begins again after a lost connection
 * @param pause before it begins again
 */
record Manners(
    int rowsPerSecond,
    @Nullable Window window,
    int concurrentRuns,
    Duration turn,
    int restarts,
    Duration pause) {

  /** No limit but the number of runs; for sources that say nothing, and for tests. */
  static final Manners PLAIN = new Manners(0, null, 2, Duration.ZERO, 3, Duration.ZERO);

  static Manners of(SourceConfiguration.Source source) {
    if (source.concurrentRuns() < 1) {
      throw new IllegalArgumentException(
          "chancery.source.<name>.concurrent-runs is less than one; the default is 2");
    }
    return new Manners(
        source.rowsPerSecond().orElse(0),
        source.window().map(text -> Window.parse(text, source.zone())).orElse(null),
        source.concurrentRuns(),
        Duration.ofMinutes(10),
        source.restarts(),
        source.restartPause());
  }

  /** The sink behind this source's pace and the watch's cancellation. */
  RecordSink around(RecordSink sink) {
    Pace pace =
        rowsPerSecond == 0
            ? null
            : new Pace(rowsPerSecond, System::nanoTime, LockSupport::parkNanos);
    return new WatchedSink(sink, pace);
  }
}
