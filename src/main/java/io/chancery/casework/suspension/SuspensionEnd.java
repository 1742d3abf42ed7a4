package io.chancery.casework.suspension;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** How a suspension ended. Insert only; never by the person who began it (database trigger). */
@Entity
@Table(name = "suspension_end")
class SuspensionEnd {
  @Id
  @Column(name = "suspension_id")
  private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private String outcome;

  @Column(name = "ended_by")
  private UUID endedBy;

  @Column(name = "ended_at")
  private Instant endedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  SuspensionEnd() {}

  SuspensionEnd(
      Suspension suspension, CaseId caseId, String outcome, ActorId endedBy, Instant endedAt) {
    this.id = suspension.id();
    this.caseId = caseId.value();
    this.outcome = outcome;
    this.endedBy = endedBy.value();
    this.endedAt = endedAt;
  }

  UUID id() {
    return id;
  }

  String outcome() {
    return outcome;
  }

  Instant endedAt() {
    return endedAt;
  }
}
