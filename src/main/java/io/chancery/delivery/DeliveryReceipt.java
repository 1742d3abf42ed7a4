package io.chancery.delivery;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The officer's word that the file they hold has this digest. Insert only. */
@Entity
@Table(name = "delivery_receipt")
class DeliveryReceipt {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "grant_id")
  private UUID grantId;

  @Column(name = "officer_id")
  private UUID officerId;

  private String ciphertext;
  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  DeliveryReceipt() {}

  DeliveryReceipt(UUID id, DeliveryGrant grant, ActorId officer, Sha256 ciphertext, Instant at) {
    this.id = id;
    this.caseId = grant.caseId().value();
    this.grantId = grant.id().value();
    this.officerId = officer.value();
    this.ciphertext = ciphertext.hex();
    this.at = at;
  }

  Instant at() {
    return at;
  }
}
