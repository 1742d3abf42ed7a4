package io.chancery.verification;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The answer of the agency's own supervisor about an emergency. One a case; insert only. */
@Entity
@Table(name = "emergency_confirmation")
class EmergencyConfirmation {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private boolean confirmed;
  private String words;

  @Column(name = "confirmed_by")
  private UUID confirmedBy;

  @Column(name = "confirmed_at")
  private Instant confirmedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  EmergencyConfirmation() {}

  EmergencyConfirmation(
      UUID id, CaseId caseId, boolean confirmed, String words, ActorId by, Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.confirmed = confirmed;
    this.words = words;
    this.confirmedBy = by.value();
    this.confirmedAt = at;
  }

  UUID id() {
    return id;
  }

  boolean confirmed() {
    return confirmed;
  }
}
