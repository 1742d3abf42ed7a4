package io.chancery.custody;

import io.agroal.api.AgroalDataSource;
import io.chancery.keys.LogKey;
import io.chancery.keys.PostQuantumLogKey;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs {@link SequencerCore} on a thread of its own, as long as the application runs. */
@Singleton
class Sequencer {
  private static final Logger LOG = Logger.getLogger(Sequencer.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final SequencerCore core;
  private final Duration interval;
  private final boolean enabled;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private final Condition signed = lock.newCondition();
  private boolean wantedNow;
  private volatile boolean stopped;
  private volatile @Nullable String failure;
  private @Nullable Thread thread;

  Sequencer(
      AgroalDataSource database,
      LogKey key,
      PostQuantumLogKey second,
      LedgerConfiguration configuration) {
    this.core = new SequencerCore(database, key, second.signers());
    this.interval = configuration.interval();
    this.enabled = configuration.sequencer();
  }

  @SuppressWarnings("UnusedVariable") // the event is the trigger
  void start(@Observes StartupEvent event) {
    if (enabled) {
      thread = Thread.ofPlatform().daemon().name("ledger-sequencer").start(this::loop);
    }
  }

  @SuppressWarnings("UnusedVariable") // the event is the trigger
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    wake();
    if (thread != null) {
      thread.join(STOP);
    }
  }

  /** Lets the sequencer look at once instead of at its next interval. */
  void wake() {
    lock.lock();
    try {
      wantedNow = true;
      wanted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until this replica signed something, at most {@code most}: another one may sign too. */
  void awaitSigned(Duration most) throws InterruptedException {
    lock.lock();
    try {
      signed.await(most.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      lock.unlock();
    }
  }

  /** Why the last run failed; null when it did not. For health checks. */
  @Nullable String failure() {
    return failure;
  }

  private void loop() {
    while (!stopped) {
      Duration pause = interval;
      try {
        if (core.run().isPresent()) {
          tell();
        }
        failure = null;
      } catch (SQLException | RuntimeException e) {
        // Nothing is lost: entries wait in their table until a run succeeds.
        if (!stopped) {
          LOG.error("the ledger's sequencer failed and tries again", e);
        }
        failure = String.valueOf(e.getMessage());
        pause = AFTER_FAILURE;
      }
      pause(pause);
    }
  }

  private void tell() {
    lock.lock();
    try {
      signed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pause(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!wantedNow && !stopped && left > 0) {
        left = wanted.awaitNanos(left);
      }
      wantedNow = false;
    } catch (InterruptedException e) {
      stopped = true;
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
