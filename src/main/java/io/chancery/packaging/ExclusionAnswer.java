package io.chancery.packaging;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ExclusionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The second person's answer to a proposal. Insert only. */
@Entity
@Table(name = "exclusion_answer")
class ExclusionAnswer {
  @Id
  @Column(name = "exclusion_id")
  private UUID exclusionId;

  @Column(name = "case_id")
  private UUID caseId;

  private boolean confirmed;

  @Column(name = "answered_by")
  private UUID answeredBy;

  @Column(name = "answered_at")
  private Instant answeredAt;

  @SuppressWarnings("NullAway.Init") // JPA
  ExclusionAnswer() {}

  ExclusionAnswer(ExclusionId exclusion, CaseId caseId, boolean confirmed, ActorId by, Instant at) {
    this.exclusionId = exclusion.value();
    this.caseId = caseId.value();
    this.confirmed = confirmed;
    this.answeredBy = by.value();
    this.answeredAt = at;
  }

  ExclusionId exclusion() {
    return new ExclusionId(exclusionId);
  }

  boolean confirmed() {
    return confirmed;
  }

  ActorId answeredBy() {
    return new ActorId(answeredBy);
  }
}
