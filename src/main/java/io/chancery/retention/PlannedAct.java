package io.chancery.retention;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProposalId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What two people agreed on, and when it happens unless somebody objects. Insert only. */
@Entity
@Table(name = "planned_act")
class PlannedAct {
  @Id
  @Column(name = "proposal_id")
  private UUID proposalId;

  @Column(name = "case_id")
  private UUID caseId;

  @Enumerated(EnumType.STRING)
  private Undertaking what;

  private String reason;

  @Column(name = "planned_at")
  private Instant plannedAt;

  @Column(name = "runs_at")
  private Instant runsAt;

  @SuppressWarnings("NullAway.Init") // JPA
  PlannedAct() {}

  PlannedAct(
      ProposalId proposal,
      CaseId caseId,
      Undertaking what,
      String reason,
      Instant plannedAt,
      Instant runsAt) {
    this.proposalId = proposal.value();
    this.caseId = caseId.value();
    this.what = what;
    this.reason = reason;
    this.plannedAt = plannedAt;
    this.runsAt = runsAt;
  }

  ProposalId proposal() {
    return new ProposalId(proposalId);
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  Undertaking what() {
    return what;
  }

  String reason() {
    return reason;
  }

  Instant runsAt() {
    return runsAt;
  }
}
