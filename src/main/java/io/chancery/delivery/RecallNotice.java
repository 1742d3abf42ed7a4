package io.chancery.delivery;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Staff asked the agency to delete what was already handed over. Insert only. */
@Entity
@Table(name = "recall_notice")
class RecallNotice {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private String reason;
  private int productions;

  @Column(name = "issued_by")
  private UUID issuedBy;

  @Column(name = "issued_at")
  private Instant issuedAt;

  @Column(name = "due_at")
  private Instant dueAt;

  @SuppressWarnings("NullAway.Init") // JPA
  RecallNotice() {}

  RecallNotice(
      UUID id,
      CaseId caseId,
      String reason,
      int productions,
      ActorId by,
      Instant issuedAt,
      Instant dueAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.reason = reason;
    this.productions = productions;
    this.issuedBy = by.value();
    this.issuedAt = issuedAt;
    this.dueAt = dueAt;
  }

  UUID id() {
    return id;
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  String reason() {
    return reason;
  }

  int productions() {
    return productions;
  }

  Instant issuedAt() {
    return issuedAt;
  }

  Instant dueAt() {
    return dueAt;
  }
}
