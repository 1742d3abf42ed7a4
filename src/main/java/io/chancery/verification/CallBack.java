package io.chancery.verification;

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

/** A clerk's call to a number of the directory. Insert only; the newest counts. */
@Entity
@Table(name = "call_back")
class CallBack {
  /** What came of it. */
  enum Outcome {
    CONFIRMED,
    DENIED,
    NOT_REACHED
  }

  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "number_id")
  private UUID numberId;

  @Enumerated(EnumType.STRING)
  private Outcome outcome;

  private String evidence;

  @Column(name = "called_by")
  private UUID calledBy;

  @Column(name = "called_at")
  private Instant calledAt;

  @SuppressWarnings("NullAway.Init") // JPA
  CallBack() {}

  CallBack(
      UUID id,
      CaseId caseId,
      UUID numberId,
      Outcome outcome,
      String evidence,
      ActorId by,
      Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.numberId = numberId;
    this.outcome = outcome;
    this.evidence = evidence;
    this.calledBy = by.value();
    this.calledAt = at;
  }

  UUID id() {
    return id;
  }

  boolean confirmed() {
    return outcome == Outcome.CONFIRMED;
  }
}
