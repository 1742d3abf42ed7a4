package io.chancery.packaging;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.ReissueId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A custodian's proposal to hand a production over once more, to another key. Insert only. */
@Entity
@Table(name = "reissue")
class Reissue {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "production_id")
  private UUID productionId;

  private String purpose;
  private String reason;
  private String recipient;
  private String digest;

  @Column(name = "proposed_by")
  private UUID proposedBy;

  @Column(name = "proposed_at")
  private Instant proposedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  Reissue() {}

  Reissue(
      ReissueId id,
      CaseId caseId,
      ProductionId production,
      String purpose,
      String reason,
      String recipient,
      Sha256 digest,
      ActorId by,
      Instant at) {
    this.id = id.value();
    this.caseId = caseId.value();
    this.productionId = production.value();
    this.purpose = purpose;
    this.reason = reason;
    this.recipient = recipient;
    this.digest = digest.hex();
    this.proposedBy = by.value();
    this.proposedAt = at;
  }

  ReissueId id() {
    return new ReissueId(id);
  }

  /** What was handed over first, whose payload it repeats. */
  ProductionId production() {
    return new ProductionId(productionId);
  }

  /** {@code agency}, {@code court} or {@code defence}. */
  String purpose() {
    return purpose;
  }

  String reason() {
    return reason;
  }

  /** The fingerprint of the key to which it goes. */
  String recipient() {
    return recipient;
  }

  Sha256 digest() {
    return new Sha256(digest);
  }

  ActorId proposedBy() {
    return new ActorId(proposedBy);
  }

  Instant proposedAt() {
    return proposedAt;
  }
}
