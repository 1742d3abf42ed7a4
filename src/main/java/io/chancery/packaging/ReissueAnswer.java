package io.chancery.packaging;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ReissueId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The approver's answer to a proposal to issue again. Insert only. */
@Entity
@Table(name = "reissue_answer")
class ReissueAnswer {
  @Id
  @Column(name = "reissue_id")
  private UUID reissueId;

  @Column(name = "case_id")
  private UUID caseId;

  private boolean confirmed;

  @Column(name = "answered_by")
  private UUID answeredBy;

  @Column(name = "answered_at")
  private Instant answeredAt;

  @SuppressWarnings("NullAway.Init") // JPA
  ReissueAnswer() {}

  ReissueAnswer(ReissueId reissue, CaseId caseId, boolean confirmed, ActorId by, Instant at) {
    this.reissueId = reissue.value();
    this.caseId = caseId.value();
    this.confirmed = confirmed;
    this.answeredBy = by.value();
    this.answeredAt = at;
  }

  ReissueId reissue() {
    return new ReissueId(reissueId);
  }

  boolean confirmed() {
    return confirmed;
  }

  ActorId answeredBy() {
    return new ActorId(answeredBy);
  }
}
