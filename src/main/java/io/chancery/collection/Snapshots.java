package io.chancery.collection;

import io.chancery.access.Actor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseViews;
import io.chancery.casework.ReadGrants;
import io.chancery.casework.TargetAccounts;
import io.chancery.casework.TargetResolutions;
import io.chancery.casework.preservation.Preservations;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.CanaryAccounts;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ReadGrant;
import io.chancery.platform.Ids;
import io.chancery.platform.TaskQueue;
import io.chancery.source.Failure;
import io.chancery.source.Resolution;
import io.chancery.source.Sources;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What reading for a preservation does besides: nobody reviewed the request, so the account is
 * looked up when it is read, and nobody is told whether there is one.
 */
@ApplicationScoped
class Snapshots {
  private record Asked(CaseId caseId, int target, ReadGrant.Resolve grant) {}

  private final CollectionRows rows;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final TargetResolutions resolutions;
  private final TargetAccounts accounts;
  private final Preservations preservations;
  private final CanaryAccounts canaries;
  private final ReadGrants grants;
  private final Sources sources;
  private final TaskQueue queue;
  private final Ids ids;
  private final Clock clock;

  Snapshots(
      CollectionRows rows,
      CaseViews views,
      CaseLifecycle lifecycle,
      TargetResolutions resolutions,
      TargetAccounts accounts,
      Preservations preservations,
      CanaryAccounts canaries,
      ReadGrants grants,
      Sources sources,
      TaskQueue queue,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.views = views;
    this.lifecycle = lifecycle;
    this.resolutions = resolutions;
    this.accounts = accounts;
    this.preservations = preservations;
    this.canaries = canaries;
    this.grants = grants;
    this.sources = sources;
    this.queue = queue;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Looks up the account of a task that stores, unless that was done. No transaction spans the
   * question: grant, ask, record. Too many accounts are no matter of time: then the task has
   * failed, and the custodian says how it goes on.
   *
   * @throws IllegalStateException when the platform does not answer now; the task is given again
   */
  void resolve(UUID taskId) {
    Optional<Asked> asked = QuarkusTransaction.requiringNew().call(() -> asked(taskId));
    if (asked.isEmpty()) {
      return;
    }
    CaseId id = asked.get().caseId();
    ReadGrant.Resolve grant = asked.get().grant();
    Resolution answer =
        sources.resolve(
            grant,
            (attempt, query) ->
                lifecycle.record(
                    id, Actor.SYSTEM, new CaseEvent.SourceQueried(grant.id(), attempt, query)));
    switch (answer) {
      case Resolution.Found(_, var accounts) -> found(asked.get(), accounts);
      case Resolution.NotFound _ -> {
        List<Integer> unused = record(asked.get(), List.of());
      }
      case Resolution.Failed(var attempt, var reason) -> {
        lifecycle.record(
            id, Actor.SYSTEM, new CaseEvent.SourceFailed(grant.id(), attempt, reason.name()));
        if (reason == Failure.AMBIGUOUS) {
          ended(taskId, id, reason);
          return;
        }
        throw new IllegalStateException("the source does not answer now");
      }
      case Resolution.Refused _ ->
          throw new IllegalStateException("the source does not answer now");
    }
  }

  private void ended(UUID taskId, CaseId id, Failure reason) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          if (views.lockedStatus(id) == CaseStatus.COLLECTING) {
            rows.lock(taskId)
                .filter(task -> task.status() == CollectionTask.Status.QUEUED)
                .ifPresent(task -> task.failed(reason.name(), clock.instant()));
          }
        });
  }

  /** Whoever else answers to the identifier is stored as well, each by a task of its own. */
  private void found(Asked asked, List<String> named) {
    CaseId id = asked.caseId();
    QuarkusTransaction.requiringNew()
        .run(() -> {
          List<Integer> further = record(asked, named);
          Map<Integer, String> hashes = accounts.hashes(id);
          Set<String> read =
              Stream.concat(Stream.of(asked.target()), further.stream())
                  .map(hashes::get)
                  .filter(Objects::nonNull)
                  .collect(Collectors.toUnmodifiableSet());
          canaries.watch(Actor.SYSTEM, CanaryAccounts.Way.COLLECTION, id, read);
          for (int target : further) {
            CollectionTask task =
                new CollectionTask(ids.next(), id, rows.lastRun(id), target, clock.instant());
            rows.add(task);
            queue.enqueue(CollectionWorker.KIND, task.id());
          }
        });
  }

  private List<Integer> record(Asked asked, List<String> named) {
    return resolutions.record(
        asked.caseId(), asked.target(), asked.grant().id(), named, Actor.SYSTEM);
  }

  private Optional<Asked> asked(UUID taskId) {
    return rows.caseOf(taskId)
        .filter(views::preserves)
        .filter(id -> views.lockedStatus(id) == CaseStatus.COLLECTING)
        .flatMap(id ->
            rows.unfailedTarget(taskId)
                .filter(target -> resolutions.pending(id, target))
                .map(target -> new Asked(id, target, grants.resolve(id, target, Actor.SYSTEM))));
  }

  /** Whether there is an account; for the worker alone. */
  boolean found(CaseId id, int target) {
    return accounts.hashes(id).containsKey(target);
  }

  /** The key under which this case's snapshot is kept. */
  String recipient(CaseId id) {
    return preservations.recipient(id);
  }
}
