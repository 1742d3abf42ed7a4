package io.chancery.collection;

import io.chancery.access.ActingAs;
import io.chancery.kernel.FieldGroup;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One worker's hold on one task while it reads. Renews itself until it is closed. When it is lost,
 * because another worker has taken the task or the case is no longer collected, the next record
 * ends the reading.
 */
final class Lease implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Lease.class);
  private static final long ROWS = 1_000;
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  /** The reading is no longer this worker's, or no longer wanted. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lost() {
      super("the lease is lost", null, false, false);
    }
  }

  private final CollectionLeases leases;
  private final UUID task;
  private final int fence;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private volatile boolean lost;
  private volatile long renewedAt = System.nanoTime();
  private long writtenAt = System.nanoTime();
  private long writtenRows;

  Lease(CollectionLeases leases, UUID task, int fence) {
    this.leases = leases;
    this.task = task;
    this.fence = fence;
    long every = leases.length().toMillis() / 4;
    var unused = renewals.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
  }

  int fence() {
    return fence;
  }

  /**
   * A group has been read this far.
   *
   * @throws Lost when the reading must end
   */
  void read(FieldGroup group, long rows, boolean ended) {
    check();
    long now = System.nanoTime();
    if (ended || rows - writtenRows >= ROWS || now - writtenAt >= PAUSE) {
      writtenAt = now;
      writtenRows = ended ? 0 : rows;
      if (!wrote(group, rows)) {
        lost = true;
        check();
      }
    }
  }

  /**
   * Whether the reading may go on.
   *
   * @throws Lost when not
   */
  void check() {
    if (lost || System.nanoTime() - renewedAt > leases.length().toNanos()) {
      // Nobody renewed in time: the process slept, or the database is away. Look once before giving
      // up.
      lost = lost || !renewed();
    }
    if (lost) {
      throw new Lost();
    }
  }

  private boolean wrote(FieldGroup group, long rows) {
    try {
      return leases.progress(task, fence, group, rows);
    } catch (RuntimeException e) {
      // Progress is for the eye. Whether the reading counts is asked again at its end.
      LOG.debugf("Progress of task %s could not be written", task);
      return true;
    }
  }

  private void renew() {
    ActingAs.system(() -> {
      try {
        lost = lost || !renewed();
      } catch (RuntimeException e) {
        LOG.debugf("The lease of task %s could not be renewed", task);
      }
    });
  }

  private boolean renewed() {
    long asked = System.nanoTime();
    boolean held = leases.renew(task, fence);
    if (held) {
      renewedAt = asked;
    }
    return held;
  }

  @Override
  public void close() {
    renewals.shutdownNow();
  }
}
