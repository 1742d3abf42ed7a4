package io.chancery.verification;

import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an emergency's verification rests on; without it the database keeps the case where it is.
 */
@Entity
@Table(name = "emergency_verification")
class EmergencyVerification {
  @Id
  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "confirmation_id")
  private @Nullable UUID confirmationId;

  @Column(name = "call_back_id")
  private UUID callBackId;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  EmergencyVerification() {}

  EmergencyVerification(
      CaseId caseId, @Nullable EmergencyConfirmation confirmation, CallBack call, Instant at) {
    this.caseId = caseId.value();
    this.confirmationId = confirmation == null ? null : confirmation.id();
    this.callBackId = call.id();
    this.recordedAt = at;
  }
}
