package io.chancery.casework.clarification;

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

/** How a question ended: the officer answered, or whoever asked needs no answer. Insert only. */
@Entity
@Table(name = "clarification_end")
class ClarificationEnd {

  /** How a question ended. */
  enum How {
    ANSWERED,
    CLOSED
  }

  @Id
  @Column(name = "clarification_id")
  private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Enumerated(EnumType.STRING)
  private How how;

  private byte @Nullable [] words;
  private UUID by;
  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  ClarificationEnd() {}

  ClarificationEnd(
      Clarification question, CaseId caseId, byte @Nullable [] words, ActorId by, Instant at) {
    this.id = question.id();
    this.caseId = caseId.value();
    this.how = words == null ? How.CLOSED : How.ANSWERED;
    this.words = words == null ? null : words.clone();
    this.by = by.value();
    this.at = at;
  }

  UUID id() {
    return id;
  }

  How how() {
    return how;
  }

  byte @Nullable [] words() {
    return words;
  }

  ActorId by() {
    return new ActorId(by);
  }

  Instant at() {
    return at;
  }
}
