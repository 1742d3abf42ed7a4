package io.chancery.casework.cost;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Nothing is charged for this case. Insert only. */
@Entity
@Table(name = "cost_waiver")
class CostWaiver {
  @Id
  @Column(name = "case_id")
  private UUID caseId;

  private String reason;

  @Column(name = "waived_by")
  private UUID waivedBy;

  @Column(name = "waived_at")
  private Instant waivedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  CostWaiver() {}

  CostWaiver(CaseId caseId, String reason, ActorId waivedBy, Instant waivedAt) {
    this.caseId = caseId.value();
    this.reason = reason;
    this.waivedBy = waivedBy.value();
    this.waivedAt = waivedAt;
  }

  String reason() {
    return reason;
  }
}
