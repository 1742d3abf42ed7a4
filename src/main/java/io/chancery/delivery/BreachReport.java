package io.chancery.delivery;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProductionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A production, or what opens it, was lost or seen by somebody else. Insert only. */
@Entity
@Table(name = "breach_report")
class BreachReport {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "production_id")
  private UUID productionId;

  private String kind;

  @Column(name = "noticed_on")
  private LocalDate noticedOn;

  private String side;

  @Column(name = "words_sealed")
  private byte[] wordsSealed;

  @Column(name = "reported_by")
  private UUID reportedBy;

  @Column(name = "reported_at")
  private Instant reportedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  BreachReport() {}

  BreachReport(
      UUID id,
      CaseId caseId,
      ProductionId production,
      String kind,
      LocalDate noticedOn,
      String side,
      byte[] wordsSealed,
      ActorId by,
      Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.productionId = production.value();
    this.kind = kind;
    this.noticedOn = noticedOn;
    this.side = side;
    this.wordsSealed = wordsSealed.clone();
    this.reportedBy = by.value();
    this.reportedAt = at;
  }

  ProductionId production() {
    return new ProductionId(productionId);
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  String kind() {
    return kind;
  }

  LocalDate noticedOn() {
    return noticedOn;
  }

  /** {@code agency} or {@code platform}: who reported it. */
  String side() {
    return side;
  }

  byte[] wordsSealed() {
    return wordsSealed;
  }

  Instant reportedAt() {
    return reportedAt;
  }
}
