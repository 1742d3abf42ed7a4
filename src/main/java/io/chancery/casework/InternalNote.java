package io.chancery.casework;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What staff note for one another, sealed; never in a letter, a package or an answer. */
@Entity
@Table(name = "internal_note")
class InternalNote {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private byte[] words;

  @Column(name = "noted_by")
  private UUID notedBy;

  @Column(name = "noted_at")
  private Instant notedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  InternalNote() {}

  InternalNote(UUID id, CaseId caseId, byte[] words, ActorId notedBy, Instant notedAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.words = words.clone();
    this.notedBy = notedBy.value();
    this.notedAt = notedAt;
  }

  byte[] words() {
    return words;
  }

  ActorId notedBy() {
    return new ActorId(notedBy);
  }

  Instant notedAt() {
    return notedAt;
  }
}
