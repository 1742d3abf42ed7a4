package io.chancery.casework.clarification;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A question to the officer, sealed. Insert only. */
@Entity
@Table(name = "clarification")
class Clarification {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;
  private String reason;
  private byte[] words;

  @Column(name = "asked_by")
  private UUID askedBy;

  @Column(name = "asked_at")
  private Instant askedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  Clarification() {}

  Clarification(
      UUID id,
      CaseId caseId,
      int number,
      String reason,
      byte[] words,
      ActorId askedBy,
      Instant askedAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.number = number;
    this.reason = reason;
    this.words = words.clone();
    this.askedBy = askedBy.value();
    this.askedAt = askedAt;
  }

  UUID id() {
    return id;
  }

  int number() {
    return number;
  }

  String reason() {
    return reason;
  }

  byte[] words() {
    return words;
  }

  ActorId askedBy() {
    return new ActorId(askedBy);
  }

  Instant askedAt() {
    return askedAt;
  }
}
