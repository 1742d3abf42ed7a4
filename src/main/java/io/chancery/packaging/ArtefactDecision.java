package io.chancery.packaging;

import io.chancery.kernel.ActorId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A custodian's decision about one collected artefact. Insert only. */
@Entity
@Table(name = "artefact_decision")
class ArtefactDecision {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "production_id")
  private UUID productionId;

  /** {@code <target>/<name>}, as in the collected set. */
  private String artefact;

  private String outcome;
  private UUID by;
  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  ArtefactDecision() {}

  private ArtefactDecision(
      UUID id, Production production, String artefact, String outcome, ActorId by, Instant at) {
    this.id = id;
    this.caseId = production.caseId().value();
    this.productionId = production.id().value();
    this.artefact = artefact;
    this.outcome = outcome;
    this.by = by.value();
    this.at = at;
  }

  static ArtefactDecision accepted(
      UUID id, Production production, String artefact, ActorId by, Instant at) {
    return new ArtefactDecision(id, production, artefact, "ACCEPT", by, at);
  }

  /** A media file that two people withheld. */
  static ArtefactDecision excluded(
      UUID id, Production production, String artefact, ActorId by, Instant at) {
    return new ArtefactDecision(id, production, artefact, "EXCLUDE", by, at);
  }

  String artefact() {
    return artefact;
  }
}
