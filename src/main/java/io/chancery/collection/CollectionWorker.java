package io.chancery.collection;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseViews;
import io.chancery.casework.ReadGrants;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.custody.CustodyEvent;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.TaskHandler;
import io.chancery.source.Failure;
import io.chancery.source.ReadOutcome;
import io.chancery.source.Sources;
import io.chancery.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Reads one target. Commits the intent, reads without any transaction, commits the outcome if its
 * fence still counts and the case is still being collected; otherwise throws away what it wrote.
 */
@ApplicationScoped
class CollectionWorker implements TaskHandler {
  static final String KIND = "collect";
  private static final Logger LOG = Logger.getLogger(CollectionWorker.class);

  private record Leased(CaseId caseId, int target, int fence, ReadGrant.Disclose grant) {}

  private final CollectionRows rows;
  private final CollectionRuns runs;
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final ReadGrants grants;
  private final Sources sources;
  private final Vault vault;
  private final Ids ids;
  private final Clock clock;

  CollectionWorker(
      CollectionRows rows,
      CollectionRuns runs,
      CaseLifecycle lifecycle,
      CaseViews views,
      ReadGrants grants,
      Sources sources,
      Vault vault,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.runs = runs;
    this.lifecycle = lifecycle;
    this.views = views;
    this.grants = grants;
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

  private void collect(UUID taskId) {
    Optional<Leased> leased = QuarkusTransaction.requiringNew().call(() -> lease(taskId));
    if (leased.isEmpty()) {
      return;
    }
    Leased work = leased.get();
    CaseId id = work.caseId();
    GrantId grant = work.grant().id();
    try (VaultSink sink =
        new VaultSink(
            vault,
            work.target(),
            new VaultSink.Intent() {
              @Override
              public void begun(int attempt, Sha256 query) {
                lifecycle.record(
                    id, Actor.SYSTEM, new CustodyEvent.SourceQueried(grant, attempt, query));
              }

              @Override
              public void failed(int attempt, Failure reason) {
                recordFailure(id, grant, attempt, reason);
              }
            })) {
      try {
        ReadOutcome outcome = read(work, sink);
        boolean counts =
            QuarkusTransaction.requiringNew()
                .call(() -> commit(taskId, work, outcome, sink.artefacts()));
        if (!counts) {
          sink.discard();
        }
      } catch (RuntimeException e) {
        sink.discard();
        throw e;
      }
    }
  }

  /** Reads; an attempt that ends by an exception is an entry too, like every other. */
  private ReadOutcome read(Leased work, VaultSink sink) {
    try {
      return sources.disclose(work.grant(), sink);
    } catch (RuntimeException e) {
      if (sink.attempt() > 0) {
        recordFailure(work.caseId(), work.grant().id(), sink.attempt(), Failure.SINK_FAILED);
      }
      throw e;
    }
  }

  private void recordFailure(CaseId id, GrantId grant, int attempt, Failure reason) {
    lifecycle.record(
        id, Actor.SYSTEM, new CustodyEvent.SourceFailed(grant, attempt, reason.name()));
  }

  /** Takes the task, if it is still to be done and its case is still being collected. */
  private Optional<Leased> lease(UUID taskId) {
    Optional<CollectionTask> found = rows.find(taskId);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    CaseId id = found.get().caseId();
    if (views.lockedStatus(id) != CaseStatus.COLLECTING) {
      rows.lock(taskId).filter(t -> !t.ended()).ifPresent(t -> t.cancelled(clock.instant()));
      return Optional.empty();
    }
    CollectionTask task = rows.lock(taskId).orElseThrow();
    if (task.status() != CollectionTask.Status.QUEUED
        && task.status() != CollectionTask.Status.LEASED) {
      return Optional.empty();
    }
    int fence = task.lease();
    return Optional.of(
        new Leased(id, task.target(), fence, grants.disclose(id, task.target(), Actor.SYSTEM)));
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
            new CustodyEvent.SourceAnswered(
                grant, done.attempt(), done.rows(), done.bytes(), done.content()));
        if (status != CaseStatus.COLLECTING || !mine) {
          if (mine) {
            task.cancelled(clock.instant());
          }
          return false;
        }
        artefacts.forEach(a -> rows.add(new CollectedArtefact(ids.next(), id, taskId, grant, a)));
        task.succeeded(done.rows(), clock.instant());
        runs.finishWhenEnded(id);
        return true;
      }
      case ReadOutcome.Failed failed -> {
        LOG.warnf("Collection task %s failed: %s", taskId, failed.reason());
        lifecycle.record(
            id,
            Actor.SYSTEM,
            new CustodyEvent.SourceFailed(grant, failed.attempt(), failed.reason().name()));
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
}
