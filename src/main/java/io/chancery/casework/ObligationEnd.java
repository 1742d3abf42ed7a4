package io.chancery.casework;

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
import org.jspecify.annotations.Nullable;

/** How an obligation ended: met by a later case, or taken up by the desk. Insert only. */
@Entity
@Table(name = "obligation_end")
class ObligationEnd {
  /** Escalated is no payment: the debt stays until the process is there. */
  enum How {
    MET,
    ESCALATED
  }

  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Enumerated(EnumType.STRING)
  private How how;

  @Column(name = "follow_up")
  private @Nullable UUID followUp;

  @Column(name = "ended_by")
  private UUID endedBy;

  @Column(name = "ended_at")
  private Instant endedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  ObligationEnd() {}

  ObligationEnd(
      UUID id, CaseId caseId, How how, @Nullable UUID followUp, ActorId endedBy, Instant endedAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.how = how;
    this.followUp = followUp;
    this.endedBy = endedBy.value();
    this.endedAt = endedAt;
  }

  How how() {
    return how;
  }

  @Nullable UUID followUp() {
    return followUp;
  }
}
