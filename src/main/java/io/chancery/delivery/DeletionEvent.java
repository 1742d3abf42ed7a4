package io.chancery.delivery;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What happened to a duty to delete. Insert only. */
@Entity
@Table(name = "deletion_event")
class DeletionEvent {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "notice_id")
  private UUID noticeId;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  @Column(name = "done_by")
  private UUID doneBy;

  private Instant at;

  /** Escalated is no deletion: the duty stays until the agency confirms. */
  enum Kind {
    REMINDED,
    CONFIRMED,
    ESCALATED
  }

  @SuppressWarnings("NullAway.Init") // JPA
  DeletionEvent() {}

  DeletionEvent(UUID id, RecallNotice notice, Kind kind, ActorId by, Instant at) {
    this.id = id;
    this.caseId = notice.caseId().value();
    this.noticeId = notice.id();
    this.kind = kind;
    this.doneBy = by.value();
    this.at = at;
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  Kind kind() {
    return kind;
  }

  Instant at() {
    return at;
  }
}
