package io.chancery.casework;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** That a case seeks somebody because of what they say. Insert only. */
@Entity
@Table(name = "expression_flag")
class ExpressionFlag {
  @Id
  @Column(name = "case_id")
  private UUID caseId;

  private String reason;

  @Column(name = "raised_by")
  private UUID raisedBy;

  @Column(name = "raised_at")
  private Instant raisedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  ExpressionFlag() {}

  ExpressionFlag(CaseId caseId, String reason, ActorId raisedBy, Instant raisedAt) {
    this.caseId = caseId.value();
    this.reason = reason;
    this.raisedBy = raisedBy.value();
    this.raisedAt = raisedAt;
  }

  String reason() {
    return reason;
  }

  ActorId raisedBy() {
    return new ActorId(raisedBy);
  }

  Instant raisedAt() {
    return raisedAt;
  }
}
