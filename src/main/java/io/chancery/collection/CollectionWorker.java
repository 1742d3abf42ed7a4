package io.chancery.collection;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseViews;
import io.chancery.casework.ReadGrants;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.TaskHandler;
import io.chancery.source.Failure;
import io.chancery.source.ReadOutcome;
import io.chancery.source.RecordSink;
import io.chancery.source.Refusal;
import io.chancery.source.Sources;
import io.chancery.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads one target. Commits the intent, reads without any transaction, commits the outcome if its
 * fence still counts and the case is still being collected; otherwise throws away what it wrote.
 */
@ApplicationScoped
class CollectionWorker implements TaskHandler {
  static final String KIND = "collect";
  private static final Logger LOG = Logger.getLogger(CollectionWorker.class);
  private static final String INTERRUPTED = "INTERRUPTED";

  /** {@code recipient}: the key of a snapshot's own; null for what is handed over. */
  private record Leased(
      CaseId caseId, int target, int fence, ReadGrant.Rows grant, @Nullable String recipient) {}

  private final CollectionRows rows;
  private final CollectionLeases leases;
  private final CollectionFinish finish;
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final ReadGrants grants;
  private final Snapshots snapshots;
  private final Sources sources;
  private final Vault vault;
  private final Ids ids;
  private final Clock clock;
  private final String name = name();

  CollectionWorker(
      CollectionRows rows,
      CollectionLeases leases,
      CollectionFinish finish,
      CaseLifecycle lifecycle,
      CaseViews views,
      ReadGrants grants,
      Snapshots snapshots,
      Sources sources,
      Vault vault,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.leases = leases;
    this.finish = finish;
    this.lifecycle = lifecycle;
    this.views = views;
    this.grants = grants;
    this.snapshots = snapshots;
    this.sources = sources;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(UUID taskId) throws Exception {
    ActingAs.system(() -> {
      collect(taskId);
      return null;
    });
  }

  /** Where records go; a test interrupts here. */
  RecordSink destination(RecordSink vaultSink) {
    return vaultSink;
  }

  private void collect(UUID taskId) {
    snapshots.resolve(taskId);
    Optional<Leased> leased = QuarkusTransaction.requiringNew().call(() -> lease(taskId));
    if (leased.isEmpty()) {
      return;
    }
    Leased work = leased.get();
    try (Lease lease = new Lease(leases, taskId, work.fence());
        VaultSink sink = sink(work, lease)) {
      try {
        ReadOutcome outcome =
            switch (work.grant()) {
              case ReadGrant.Disclose grant -> sources.disclose(grant, destination(sink));
              case ReadGrant.Snapshot grant -> sources.snapshot(grant, destination(sink));
            };
        requireTurn(outcome);
        boolean counts =
            QuarkusTransaction.requiringNew()
                .call(() -> commit(taskId, work, outcome, sink.artefacts()));
        if (!counts) {
          sink.discard();
        }
      } catch (Lease.Lost e) {
        sink.discard();
        LOG.infof("Collection task %s was taken or is no longer wanted", taskId);
        given(taskId, work, sink.attempt());
      } catch (RuntimeException e) {
        sink.discard();
        given(taskId, work, sink.attempt());
        throw e;
      }
    }
  }

  private VaultSink sink(Leased work, Lease lease) {
    return new VaultSink(vault, work.target(), work.recipient(), entries(work), lease::read);
  }

  /** Every attempt is an entry before the platform is asked, and when its connection was lost. */
  private VaultSink.Intent entries(Leased work) {
    GrantId grant = work.grant().id();
    return new VaultSink.Intent() {
      @Override
      public void begun(int attempt, Sha256 query) {
        lifecycle.record(
            work.caseId(), Actor.SYSTEM, new CaseEvent.SourceQueried(grant, attempt, query));
      }

      @Override
      public void failed(int attempt, Failure reason) {
        lifecycle.record(
            work.caseId(), Actor.SYSTEM, new CaseEvent.SourceFailed(grant, attempt, reason.name()));
      }
    };
  }

  /** A source that is busy or closed at this hour is asked again later: the task waits. */
  private static void requireTurn(ReadOutcome outcome) {
    if (outcome instanceof ReadOutcome.Refused(var reason)
        && (reason == Refusal.BUSY || reason == Refusal.OUTSIDE_WINDOW)) {
      throw new IllegalStateException("the source cannot be read now: " + reason);
    }
  }

  /**
   * Says that an attempt ended early and leaves its task to others. What cannot be said now,
   * because the database is away, the next worker finds: the lease runs out by itself.
   */
  private void given(UUID taskId, Leased work, int attempt) {
    try {
      QuarkusTransaction.requiringNew()
          .run(() -> {
            CaseStatus status = views.lockedStatus(work.caseId());
            if (attempt > 0) {
              lifecycle.record(
                  work.caseId(),
                  Actor.SYSTEM,
                  new CaseEvent.SourceFailed(work.grant().id(), attempt, INTERRUPTED));
            }
            if (status != CaseStatus.COLLECTING) {
              rows.lock(taskId)
                  .filter(task -> task.heldWith(work.fence()))
                  .ifPresent(task -> task.cancelled(clock.instant()));
            }
          });
      leases.release(taskId, work.fence());
      sources.revoke(work.grant().id());
    } catch (RuntimeException e) {
      LOG.warnf("The end of an attempt of task %s could not be recorded", taskId);
    }
  }

  /** Takes the task, if it is still to be done and its case is still being collected. */
  private Optional<Leased> lease(UUID taskId) {
    Optional<CaseId> found = rows.caseOf(taskId);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    CaseId id = found.get();
    if (views.lockedStatus(id) != CaseStatus.COLLECTING) {
      rows.lock(taskId).filter(t -> !t.ended()).ifPresent(t -> t.cancelled(clock.instant()));
      return Optional.empty();
    }
    OptionalInt fence = leases.take(taskId, name);
    CollectionTask task = rows.lock(taskId).orElseThrow();
    if (fence.isEmpty()) {
      if (task.status() == CollectionTask.Status.LEASED) {
        // Its worker may be dead or asleep: the queue hands the task out again until that is known.
        throw new IllegalStateException("another worker's lease still runs");
      }
      return Optional.empty();
    }
    int target = task.target();
    if (!views.preserves(id)) {
      ReadGrant.Disclose grant = grants.disclose(id, target, Actor.SYSTEM);
      return Optional.of(new Leased(id, target, fence.getAsInt(), grant, null));
    }
    if (!snapshots.found(id, target)) {
      task.succeeded(0, clock.instant());
      finish.whenEnded(id);
      return Optional.empty();
    }
    ReadGrant.Snapshot grant = grants.snapshot(id, target, Actor.SYSTEM);
    return Optional.of(new Leased(id, target, fence.getAsInt(), grant, snapshots.recipient(id)));
  }

  /** Whether the outcome counted. */
  private boolean commit(
      UUID taskId, Leased work, ReadOutcome outcome, List<CollectedSet.Artefact> artefacts) {
    CaseId id = work.caseId();
    CaseStatus status = views.lockedStatus(id);
    CollectionTask task = rows.lock(taskId).orElseThrow();
    boolean mine = task.heldWith(work.fence());
    GrantId grant = work.grant().id();
    switch (outcome) {
      case ReadOutcome.Done done -> {
        lifecycle.record(
            id,
            Actor.SYSTEM,
            new CaseEvent.SourceAnswered(
                grant, done.attempt(), done.rows(), done.bytes(), done.content()));
        if (status != CaseStatus.COLLECTING || !mine) {
          if (mine) {
            task.cancelled(clock.instant());
          }
          return false;
        }
        artefacts.forEach(
            a -> rows.add(new CollectedArtefact(ids.next(), id, taskId, work.fence(), grant, a)));
        // Before the task ends: the database takes artefacts of a task that is held alone.
        rows.flush();
        task.succeeded(done.rows(), clock.instant());
        finish.whenEnded(id);
        return true;
      }
      case ReadOutcome.Failed failed -> {
        LOG.warnf("Collection task %s failed: %s", taskId, failed.reason());
        lifecycle.record(
            id,
            Actor.SYSTEM,
            new CaseEvent.SourceFailed(grant, failed.attempt(), failed.reason().name()));
        if (mine) {
          task.failed(failed.reason().name(), clock.instant());
        }
      }
      case ReadOutcome.Refused refused -> {
        if (mine) {
          task.failed(refused.reason().name(), clock.instant());
        }
      }
    }
    return false;
  }

  /** Host and process, for people who look for the one that hangs. */
  private static String name() {
    String process = Long.toString(ProcessHandle.current().pid());
    try {
      return InetAddress.getLocalHost().getHostName() + "/" + process;
    } catch (UnknownHostException e) {
      return process;
    }
  }
}
