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
import io.chancery.source.Resolution;
import io.chancery.source.Sources;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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

  Snapshots(
      CollectionRows rows,
      CaseViews views,
      CaseLifecycle lifecycle,
      TargetResolutions resolutions,
      TargetAccounts accounts,
      Preservations preservations,
      CanaryAccounts canaries,
      ReadGrants grants,
      Sources sources) {
    this.rows = rows;
    this.views = views;
    this.lifecycle = lifecycle;
    this.resolutions = resolutions;
    this.accounts = accounts;
    this.preservations = preservations;
    this.canaries = canaries;
    this.grants = grants;
    this.sources = sources;
  }

  /**
   * Looks up the account of a task that stores, unless that was done. No transaction spans the
   * question: grant, ask, record.
   *
   * @throws IllegalStateException when the platform does not answer now; the task is given again
   */
  void resolve(UUID taskId) {
    Optional<Asked> asked = QuarkusTransaction.requiringNew().call(() -> asked(taskId));
    if (asked.isEmpty()) {
      return;
    }
    CaseId id = asked.get().caseId();
    int target = asked.get().target();
    ReadGrant.Resolve grant = asked.get().grant();
    Resolution answer =
        sources.resolve(
            grant,
            (attempt, query) ->
                lifecycle.record(
                    id, Actor.SYSTEM, new CaseEvent.SourceQueried(grant.id(), attempt, query)));
    switch (answer) {
      case Resolution.Found(_, var account) -> found(asked.get(), account);
      case Resolution.NotFound _ -> resolutions.record(id, target, grant.id(), null, Actor.SYSTEM);
      case Resolution.Failed(var attempt, var reason) -> {
        lifecycle.record(
            id, Actor.SYSTEM, new CaseEvent.SourceFailed(grant.id(), attempt, reason.name()));
        throw new IllegalStateException("the source does not answer now");
      }
      case Resolution.Refused _ ->
          throw new IllegalStateException("the source does not answer now");
    }
  }

  private void found(Asked asked, String account) {
    CaseId id = asked.caseId();
    QuarkusTransaction.requiringNew()
        .run(() -> {
          resolutions.record(id, asked.target(), asked.grant().id(), account, Actor.SYSTEM);
          String hash = accounts.hashes(id).get(asked.target());
          if (hash != null) {
            canaries.watch(Actor.SYSTEM, CanaryAccounts.Way.COLLECTION, id, Set.of(hash));
          }
        });
  }

  private Optional<Asked> asked(UUID taskId) {
    return rows.caseOf(taskId)
        .filter(views::preserves)
        .filter(id -> views.lockedStatus(id) == CaseStatus.COLLECTING)
        .flatMap(id ->
            rows.targetOf(taskId)
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
