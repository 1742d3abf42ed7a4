package io.chancery.collection;

import io.chancery.access.Actor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.casework.handoff.SubmittedRequest;
import io.chancery.casework.preservation.Preservations;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The end of a run, whoever brought it about: the worker that read last, or the custodian. */
@ApplicationScoped
class CollectionFinish {
  private final CollectionRows rows;
  private final CaseViews views;
  private final HandOffs handOffs;
  private final CaseLifecycle lifecycle;
  private final Preservations preservations;

  CollectionFinish(
      CollectionRows rows,
      CaseViews views,
      HandOffs handOffs,
      CaseLifecycle lifecycle,
      Preservations preservations) {
    this.rows = rows;
    this.views = views;
    this.handOffs = handOffs;
    this.lifecycle = lifecycle;
    this.preservations = preservations;
  }

  /** In the caller's transaction: when every task has ended, leaves the hand-off and moves on. */
  void whenEnded(CaseId id) {
    if (!rows.newestRun(id).stream().allMatch(CollectionTask::ended)) {
      return;
    }
    boolean stores = views.preserves(id);
    Sha256 scope =
        stores
            ? handOffs.latest(id, SubmittedRequest.class).map(HandOffs.Stored::digest).orElseThrow()
            : handOffs.latest(id, ApprovedScope.class).map(HandOffs.Stored::digest).orElseThrow();
    List<CollectedSet.Artefact> read =
        rows.read(id).stream().map(CollectedArtefact::asHandOff).toList();
    Sha256 digest = handOffs.write(id, new CollectedSet(views.of(id).reference(), scope, read));
    lifecycle.applyNow(
        id,
        Actor.SYSTEM,
        new CaseStep.FinishCollection(
            Actor.SYSTEM.id(),
            digest,
            read.size(),
            read.stream().mapToLong(CollectedSet.Artefact::rows).sum()));
    if (stores) {
      preservations.preserve(id, digest);
    }
  }
}
