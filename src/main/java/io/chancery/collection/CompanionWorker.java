package io.chancery.collection;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.casework.CaseFollower;
import io.chancery.casework.CaseViews;
import io.chancery.casework.NewCase;
import io.chancery.kernel.CaseId;
import io.chancery.platform.TaskHandler;
import io.chancery.platform.TaskQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Stores what a request asks as soon as its companion has opened: as the portal, not as anybody.
 */
@ApplicationScoped
class CompanionWorker implements TaskHandler, CaseFollower {
  static final String KIND = "companion";

  private final CaseViews views;
  private final CollectionRuns runs;
  private final TaskQueue queue;

  CompanionWorker(CaseViews views, CollectionRuns runs, TaskQueue queue) {
    this.views = views;
    this.runs = runs;
    this.queue = queue;
  }

  @Override
  public void opened(CaseId id, NewCase request, Actor actor) {
    if (views.companion(id)) {
      queue.enqueue(KIND, id.value());
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(UUID caseId) throws Exception {
    ActingAs.system(() -> {
      runs.beginCompanion(new CaseId(caseId));
      return caseId;
    });
  }
}
