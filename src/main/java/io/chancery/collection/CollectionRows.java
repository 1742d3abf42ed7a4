package io.chancery.collection;

import io.chancery.casework.CaseStep;
import io.chancery.casework.FactSource;
import io.chancery.casework.Facts;
import io.chancery.casework.HandOffs;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.kernel.CaseId;
import io.chancery.vault.VaultUser;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** This stage's rows, and what the rules may know of them. */
@ApplicationScoped
class CollectionRows implements FactSource, VaultUser {

  @ApplicationScoped
  static class TaskRepository implements PanacheRepositoryBase<CollectionTask, UUID> {}

  @ApplicationScoped
  static class ArtefactRepository implements PanacheRepositoryBase<CollectedArtefact, UUID> {}

  private final TaskRepository tasks;
  private final ArtefactRepository artefacts;
  private final HandOffs handOffs;
  private final ReadCeiling ceiling;

  CollectionRows(
      TaskRepository tasks, ArtefactRepository artefacts, HandOffs handOffs, ReadCeiling ceiling) {
    this.tasks = tasks;
    this.artefacts = artefacts;
    this.handOffs = handOffs;
    this.ceiling = ceiling;
  }

  void add(CollectionTask task) {
    tasks.persist(task);
  }

  void add(CollectedArtefact artefact) {
    artefacts.persist(artefact);
  }

  Optional<CollectionTask> lock(UUID id) {
    return Optional.ofNullable(tasks.findById(id, LockModeType.PESSIMISTIC_WRITE))
        .map(task -> {
          // Leases change the row by statements of their own.
          tasks.getEntityManager().refresh(task);
          return task;
        });
  }

  /** The task's case; the row is not kept, because a lease changes it by a statement of its own. */
  Optional<CaseId> caseOf(UUID task) {
    return tasks
        .findByIdOptional(task)
        .map(found -> {
          tasks.getEntityManager().detach(found);
          return found.caseId();
        });
  }

  /** The target that a task reads; empty when it failed and nobody has queued it again. */
  Optional<Integer> unfailedTarget(UUID task) {
    return tasks
        .findByIdOptional(task)
        .filter(found -> found.status() != CollectionTask.Status.FAILED)
        .map(found -> {
          tasks.getEntityManager().detach(found);
          return found.target();
        });
  }

  void flush() {
    artefacts.flush();
  }

  int lastRun(CaseId id) {
    return tasks.list("caseId = ?1 order by run desc", id.value()).stream()
        .findFirst()
        .map(CollectionTask::run)
        .orElse(0);
  }

  /** The tasks of the newest run, by target. */
  List<CollectionTask> newestRun(CaseId id) {
    return tasks.list("caseId = ?1 and run = ?2 order by target", id.value(), lastRun(id));
  }

  /** What the newest run has read, in a stable order. */
  List<CollectedArtefact> read(CaseId id) {
    List<UUID> run = newestRun(id).stream().map(CollectionTask::id).toList();
    return artefacts.list("caseId = ?1 order by target, name", id.value()).stream()
        .filter(a -> run.contains(a.taskId()))
        .toList();
  }

  /** What every run has read. */
  List<CollectedArtefact> everRead(CaseId id) {
    return artefacts.list("caseId", id.value());
  }

  /** Keyed hashes of the accounts that a run over the approved scope reads. */
  private Set<String> accounts(CaseId id) {
    return handOffs.latest(id, ApprovedScope.class).stream()
        .flatMap(scope -> scope.value().items().stream())
        .map(ApprovedScope.Granted::accountHash)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Set<String> kinds() {
    return Set.of(VaultSink.RECORDS, VaultSink.MEDIA);
  }

  @Override
  public Set<String> keysInUse() {
    return artefacts.listAll().stream()
        .map(a -> a.asHandOff().vaultKey())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void contribute(CaseId caseId, CaseStep step, Facts facts) {
    if (step instanceof CaseStep.FinishCollection || step instanceof CaseStep.Preserve) {
      facts.state(
          Facts.Fact.TASKS_ENDED, newestRun(caseId).stream().allMatch(CollectionTask::ended));
    }
    if (step instanceof CaseStep.BeginCollection || step instanceof CaseStep.Recollect) {
      facts.state(Facts.Fact.WITHIN_CEILING, ceiling.allows(step.by(), accounts(caseId)));
    }
  }
}
