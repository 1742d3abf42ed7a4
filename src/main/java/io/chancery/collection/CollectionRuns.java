package io.chancery.collection;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Guard;
import io.chancery.casework.HandOffs;
import io.chancery.casework.StepResult;
import io.chancery.casework.TargetAccounts;
import io.chancery.casework.TargetResolutions;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.casework.handoff.SubmittedRequest;
import io.chancery.casework.preservation.Preservations;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.CanaryAccounts;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.TaskQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The custodian's acts of collection: start it, end it, repeat or acknowledge what failed. */
@ApplicationScoped
public class CollectionRuns {
  private final CollectionRows rows;
  private final CollectionFinish finish;
  private final ReadCeiling ceiling;
  private final CaseAccess access;
  private final CaseLifecycle lifecycle;
  private final HandOffs handOffs;
  private final CaseViews views;
  private final TargetResolutions resolutions;
  private final Preservations preservations;
  private final TargetAccounts accounts;
  private final CanaryAccounts canaries;
  private final TaskQueue queue;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;

  CollectionRuns(
      CollectionRows rows,
      CollectionFinish finish,
      ReadCeiling ceiling,
      CaseAccess access,
      CaseLifecycle lifecycle,
      HandOffs handOffs,
      CaseViews views,
      TargetResolutions resolutions,
      Preservations preservations,
      TargetAccounts accounts,
      CanaryAccounts canaries,
      TaskQueue queue,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.finish = finish;
    this.ceiling = ceiling;
    this.access = access;
    this.lifecycle = lifecycle;
    this.handOffs = handOffs;
    this.views = views;
    this.resolutions = resolutions;
    this.preservations = preservations;
    this.accounts = accounts;
    this.canaries = canaries;
    this.queue = queue;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Starts the collection of an approved case, or the storing for a preservation; the portal reads,
   * the custodian watches.
   */
  @Transactional
  public StepResult begin(String reference, long seenVersion) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    if (views.preserves(id)) {
      stepUps.require("collect", reference);
      return snapshot(id, seenVersion, actor);
    }
    HandOffs.Stored<ApprovedScope> scope = approved(id);
    stepUps.require("collect", reference);
    Set<Integer> targets = readable(id, scope.value());
    return started(
        id,
        targets,
        lifecycle.apply(
            id,
            seenVersion,
            actor,
            new CaseStep.BeginCollection(actor.id(), scope.digest(), targets.size())));
  }

  /** A companion is stored as soon as it has opened; done twice it does no harm. */
  @Transactional
  void beginCompanion(CaseId id) {
    if (views.companion(id) && views.lockedStatus(id) == CaseStatus.SUBMITTED) {
      StepResult unused = snapshot(id, views.of(id).version(), Actor.SYSTEM);
    }
  }

  /** A request to preserve needs no decision: what it asks is stored, and nothing leaves. */
  private StepResult snapshot(CaseId id, long seenVersion, Actor actor) {
    Sha256 asked =
        handOffs.latest(id, SubmittedRequest.class).map(HandOffs.Stored::digest).orElseThrow();
    List<Integer> targets = resolutions.numbers(id);
    StepResult result =
        lifecycle.apply(
            id, seenVersion, actor, new CaseStep.BeginSnapshot(actor.id(), asked, targets.size()));
    if (result instanceof StepResult.Applied) {
      preservations.begin(id);
      queue(id, targets);
    }
    return result;
  }

  /** Reads the same scope once more, from a new snapshot of the platform. */
  @Transactional
  public StepResult repeat(String reference, long seenVersion, String reason) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    HandOffs.Stored<ApprovedScope> scope = approved(id);
    requireCode(reason);
    stepUps.require("collect", reference);
    Set<Integer> targets = readable(id, scope.value());
    return started(
        id,
        targets,
        lifecycle.apply(
            id,
            seenVersion,
            actor,
            new CaseStep.Recollect(actor.id(), scope.digest(), targets.size(), reason)));
  }

  /**
   * Ends a reading that is under way. Its worker stops within a batch and throws away what it
   * wrote; the case goes back to where collection can begin again.
   */
  @Transactional
  public StepResult cancel(String reference, long seenVersion, String reason) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    requireCode(reason);
    HandOffs.Stored<ApprovedScope> scope = approved(id);
    stepUps.require("cancel", reference);
    StepResult result =
        lifecycle.apply(
            id,
            seenVersion,
            actor,
            new CaseStep.CancelCollection(actor.id(), scope.digest(), reason));
    if (result instanceof StepResult.Applied) {
      for (CollectionTask task : rows.newestRun(id)) {
        rows.lock(task.id()).filter(t -> !t.ended()).ifPresent(t -> t.cancelled(clock.instant()));
      }
    }
    return result;
  }

  /**
   * Queues a failed task once more.
   *
   * @return why not; empty when it is queued
   */
  @Transactional
  public Optional<StepResult> retry(String reference, int target) {
    CaseId id = custodiansCase(reference);
    CollectionTask task = failed(id, target);
    String account = accounts.hashes(id).get(target);
    if (account != null) {
      if (!ceiling.allows(current.get().id(), Set.of(account))) {
        return Optional.of(new StepResult.Blocked(Guard.READ_CEILING));
      }
      begun(id, Set.of(account));
    }
    task.requeued();
    queue.enqueue(CollectionWorker.KIND, task.id());
    return Optional.empty();
  }

  /** Goes on without a task that failed; the production will say so. */
  @Transactional
  public void acknowledge(String reference, int target) {
    CaseId id = custodiansCase(reference);
    Actor actor = current.get();
    CollectionTask task = failed(id, target);
    task.acknowledgedBy(actor.id());
    lifecycle.record(
        id,
        actor,
        new CaseEvent.FailureAcknowledged(
            target, Optional.ofNullable(task.failure()).orElse("unknown")));
    finish.whenEnded(id);
  }

  private void begun(CaseId id, Set<String> accountHashes) {
    ceiling.begun(current.get().id(), id, accountHashes);
    canaries.watch(current.get(), CanaryAccounts.Way.COLLECTION, id, accountHashes);
  }

  private StepResult started(CaseId id, Set<Integer> targets, StepResult result) {
    if (!(result instanceof StepResult.Applied)) {
      return result;
    }
    Map<Integer, String> hashes = accounts.hashes(id);
    begun(id, targets.stream().map(hashes::get).collect(Collectors.toUnmodifiableSet()));
    queue(id, targets);
    if (targets.isEmpty()) {
      // No account, no records: an ordinary production that says so, by the same steps.
      finish.whenEnded(id);
    }
    return result;
  }

  private void queue(CaseId id, Collection<Integer> targets) {
    int run = rows.lastRun(id) + 1;
    for (int target : targets) {
      CollectionTask task = new CollectionTask(ids.next(), id, run, target, clock.instant());
      rows.add(task);
      queue.enqueue(CollectionWorker.KIND, task.id());
    }
  }

  private HandOffs.Stored<ApprovedScope> approved(CaseId id) {
    return handOffs
        .latest(id, ApprovedScope.class)
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
  }

  private static void requireCode(String reason) {
    if (!reason.matches("[a-z][a-z0-9-]{2,60}")) {
      throw Problem.invalid("reason", "reason_unknown");
    }
  }

  private Set<Integer> readable(CaseId id, ApprovedScope scope) {
    Set<Integer> found = accounts.hashes(id).keySet();
    Set<Integer> targets = new TreeSet<>();
    scope.items().stream()
        .map(ApprovedScope.Granted::target)
        .filter(found::contains)
        .forEach(targets::add);
    return targets;
  }

  private CaseId custodiansCase(String reference) {
    CaseId id = access.visible(reference);
    if (!current.get().is(Role.CUSTODIAN)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return id;
  }

  private CollectionTask failed(CaseId id, int target) {
    return rows.newestRun(id).stream()
        .filter(t -> t.target() == target && t.status() == CollectionTask.Status.FAILED)
        .filter(t -> !t.acknowledged())
        .findFirst()
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
  }
}
