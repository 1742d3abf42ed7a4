package io.chancery.casework;

import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** That a case goes with another one: a companion, or by a {@link CaseRelation}. Insert only. */
@Entity
@Table(name = "case_link")
class CaseLink {
  /** The case stores at once what the other one asks for. */
  static final String COMPANION = "companion-of";

  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private UUID other;
  private String kind;

  @Column(name = "linked_at")
  private Instant linkedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  CaseLink() {}

  CaseLink(UUID id, CaseId caseId, CaseId other, String kind, Instant linkedAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.other = other.value();
    this.kind = kind;
    this.linkedAt = linkedAt;
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  CaseId other() {
    return new CaseId(other);
  }

  String kind() {
    return kind;
  }

  Instant linkedAt() {
    return linkedAt;
  }
}
