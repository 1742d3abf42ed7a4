package io.chancery.casework.notice;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What staff found about an order. Insert only. */
@Entity
@Table(name = "order_check")
class OrderCheck {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;
  private boolean confirmed;
  private String evidence;

  @Column(name = "checked_by")
  private UUID checkedBy;

  @Column(name = "checked_at")
  private Instant checkedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  OrderCheck() {}

  OrderCheck(
      UUID id,
      CaseId caseId,
      int number,
      boolean confirmed,
      String evidence,
      ActorId by,
      Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.number = number;
    this.confirmed = confirmed;
    this.evidence = evidence;
    this.checkedBy = by.value();
    this.checkedAt = at;
  }

  int number() {
    return number;
  }

  boolean confirmed() {
    return confirmed;
  }
}
