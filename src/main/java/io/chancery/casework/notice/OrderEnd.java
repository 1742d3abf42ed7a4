package io.chancery.casework.notice;

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

/** How an order ended. Insert only. */
@Entity
@Table(name = "order_end")
class OrderEnd {
  /** By its own time, or before it. */
  enum How {
    LAPSED,
    LIFTED
  }

  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;

  @Enumerated(EnumType.STRING)
  private How how;

  @Column(name = "ended_by")
  private UUID endedBy;

  @Column(name = "ended_at")
  private Instant endedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  OrderEnd() {}

  OrderEnd(UUID id, CaseId caseId, int number, How how, ActorId by, Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.number = number;
    this.how = how;
    this.endedBy = by.value();
    this.endedAt = at;
  }

  int number() {
    return number;
  }

  How how() {
    return how;
  }
}
