package io.chancery.casework;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The legal process that an agency owes after an emergency's release. Insert only. */
@Entity
@Table(name = "obligation")
class Obligation {
  @Id
  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "agency_id")
  private UUID agencyId;

  @Column(name = "due_at")
  private Instant dueAt;

  private String citation;
  private Instant since;

  @SuppressWarnings("NullAway.Init") // JPA
  Obligation() {}

  Obligation(DisclosureCase row, Instant dueAt, String citation, Instant since) {
    this.caseId = row.id().value();
    this.agencyId = row.agency().value();
    this.dueAt = dueAt;
    this.citation = citation;
    this.since = since;
  }

  Instant dueAt() {
    return dueAt;
  }

  String citation() {
    return citation;
  }
}
