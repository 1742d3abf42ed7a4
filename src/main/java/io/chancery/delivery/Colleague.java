package io.chancery.delivery;

import io.chancery.kernel.ActorId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Somebody of the same agency who may fetch a production as well. Insert only. */
@Entity
@Table(name = "delivery_colleague")
class Colleague {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "grant_id")
  private UUID grantId;

  @Column(name = "officer_id")
  private UUID officerId;

  @Column(name = "named_by")
  private UUID namedBy;

  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  Colleague() {}

  Colleague(UUID id, DeliveryGrant grant, ActorId officer, ActorId by, Instant at) {
    this.id = id;
    this.caseId = grant.caseId().value();
    this.grantId = grant.id().value();
    this.officerId = officer.value();
    this.namedBy = by.value();
    this.at = at;
  }

  UUID id() {
    return id;
  }

  ActorId officer() {
    return new ActorId(officerId);
  }

  Instant at() {
    return at;
  }
}
