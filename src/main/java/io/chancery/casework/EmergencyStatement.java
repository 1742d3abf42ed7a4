package io.chancery.casework;

import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** What the officer says about one part of an emergency's test, sealed. Insert only. */
@Entity
@Table(name = "emergency_statement")
class EmergencyStatement {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private String part;
  private byte[] words;

  @SuppressWarnings("NullAway.Init") // JPA
  EmergencyStatement() {}

  EmergencyStatement(UUID id, CaseId caseId, String part, byte[] words) {
    this.id = id;
    this.caseId = caseId.value();
    this.part = part;
    this.words = words.clone();
  }

  String part() {
    return part;
  }

  byte[] words() {
    return words;
  }
}
