package io.chancery.casework.conflict;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A person of the platform who takes themselves out of a case; the why is sealed. Insert only. */
@Entity
@Table(name = "conflict_declaration")
class ConflictDeclaration {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private UUID person;
  private byte[] words;

  @Column(name = "declared_at")
  private Instant declaredAt;

  @SuppressWarnings("NullAway.Init") // JPA
  ConflictDeclaration() {}

  ConflictDeclaration(UUID id, CaseId caseId, ActorId person, byte[] words, Instant declaredAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.person = person.value();
    this.words = words.clone();
    this.declaredAt = declaredAt;
  }

  ActorId person() {
    return new ActorId(person);
  }

  Instant declaredAt() {
    return declaredAt;
  }
}
