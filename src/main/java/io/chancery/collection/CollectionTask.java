package io.chancery.collection;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one target. A worker takes it with a new fence for as long as its lease runs
 * ({@link CollectionLeases}); an outcome counts only when it comes with the fence that the row
 * still has.
 */
@Entity
@Table(name = "collection_task")
class CollectionTask {

  /** Where a task stands. */
  enum Status {
    QUEUED,
    LEASED,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int run;
  private int target;

  @Enumerated(EnumType.STRING)
  private Status status;

  private int fence;

  private @Nullable String worker;

  @Column(name = "started_at")
  private @Nullable Instant startedAt;

  @Column(name = "row_count")
  private long rows;

  private @Nullable String failure;

  @Column(name = "acknowledged_by")
  private @Nullable UUID acknowledgedBy;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  CollectionTask() {}

  CollectionTask(UUID id, CaseId caseId, int run, int target, Instant createdAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.run = run;
    this.target = target;
    this.status = Status.QUEUED;
    this.createdAt = createdAt;
  }

  boolean heldWith(int workersFence) {
    return status == Status.LEASED && fence == workersFence;
  }

  void succeeded(long rowCount, Instant at) {
    status = Status.SUCCEEDED;
    rows = rowCount;
    endedAt = at;
  }

  void failed(String reason, Instant at) {
    status = Status.FAILED;
    failure = reason;
    endedAt = at;
  }

  void cancelled(Instant at) {
    status = Status.CANCELLED;
    endedAt = at;
  }

  /** Puts a failed task back into the queue. */
  void requeued() {
    status = Status.QUEUED;
    failure = null;
    endedAt = null;
  }

  void acknowledgedBy(ActorId custodian) {
    acknowledgedBy = custodian.value();
  }

  UUID id() {
    return id;
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  int run() {
    return run;
  }

  int target() {
    return target;
  }

  Status status() {
    return status;
  }

  int fence() {
    return fence;
  }

  /** Who reads, or read last. */
  @Nullable String worker() {
    return worker;
  }

  /** When that reading began. */
  @Nullable Instant startedAt() {
    return startedAt;
  }

  long rows() {
    return rows;
  }

  @Nullable String failure() {
    return failure;
  }

  boolean acknowledged() {
    return acknowledgedBy != null;
  }

  boolean ended() {
    return status == Status.SUCCEEDED
        || status == Status.CANCELLED
        || (status == Status.FAILED && acknowledged());
  }

  @Nullable Instant endedAt() {
    return endedAt;
  }
}
