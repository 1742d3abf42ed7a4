package io.chancery.casework.notice;

import io.chancery.casework.NewCase;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order that forbids telling a case's account holders. Insert only. */
@Entity
@Table(name = "non_disclosure_order")
class NonDisclosureOrder {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;

  @Column(name = "extends")
  private @Nullable Integer extended;

  private String ground;
  private String court;
  private String judge;
  private String docket;

  @Column(name = "ends_at")
  private @Nullable Instant endsAt;

  private @Nullable String override;

  @Column(name = "recorded_by")
  private UUID recordedBy;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  NonDisclosureOrder() {}

  NonDisclosureOrder(
      UUID id, CaseId caseId, int number, NewCase.Order order, ActorId by, Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.number = number;
    this.extended = order.extended();
    this.ground = order.ground();
    this.court = order.court();
    this.judge = order.judge();
    this.docket = order.docket();
    this.endsAt = order.endsAt();
    this.override = order.override();
    this.recordedBy = by.value();
    this.recordedAt = at;
  }

  int number() {
    return number;
  }

  NewCase.Order asValue() {
    return new NewCase.Order(extended, ground, court, judge, docket, endsAt, override);
  }

  Instant recordedAt() {
    return recordedAt;
  }
}
