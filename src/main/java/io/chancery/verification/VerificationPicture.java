package io.chancery.verification;

import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The fingerprint of a picture in a case's instrument. Insert only. */
@Entity
@Table(name = "verification_picture")
class VerificationPicture {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private long hash;

  @Column(name = "found_at")
  private Instant foundAt;

  @SuppressWarnings("NullAway.Init") // JPA
  VerificationPicture() {}

  VerificationPicture(UUID id, CaseId caseId, long hash, Instant foundAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.hash = hash;
    this.foundAt = foundAt;
  }

  long hash() {
    return hash;
  }

  Instant foundAt() {
    return foundAt;
  }
}
