package io.chancery.verification;

import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One fact about a case's instrument, as it was found at the first look. Insert only. */
@Entity
@Table(name = "verification_fact")
class VerificationFact {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;
  private String name;
  private String value;

  @Column(name = "found_at")
  private Instant foundAt;

  @SuppressWarnings("NullAway.Init") // JPA
  VerificationFact() {}

  VerificationFact(UUID id, CaseId caseId, int number, DocumentFacts.Found fact, Instant foundAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.number = number;
    this.name = fact.name();
    this.value = fact.value();
    this.foundAt = foundAt;
  }

  DocumentFacts.Found fact() {
    return new DocumentFacts.Found(name, value);
  }

  Instant foundAt() {
    return foundAt;
  }

  int number() {
    return number;
  }
}
