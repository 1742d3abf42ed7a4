package io.chancery.verification;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * The outcome of one check with its evidence, in a clerk's words. Insert only; the newest counts.
 */
@Entity
@Table(name = "verification_check")
class VerificationCheck {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private String name;
  private String outcome;
  private String evidence;
  private UUID by;
  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  VerificationCheck() {}

  VerificationCheck(
      UUID id,
      CaseId caseId,
      String name,
      boolean passed,
      String evidence,
      ActorId by,
      Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.name = name;
    this.outcome = passed ? "PASSED" : "FAILED";
    this.evidence = evidence;
    this.by = by.value();
    this.at = at;
  }

  String name() {
    return name;
  }

  String outcome() {
    return outcome;
  }

  String evidence() {
    return evidence;
  }

  ActorId by() {
    return new ActorId(by);
  }

  Instant at() {
    return at;
  }
}
