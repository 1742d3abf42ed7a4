package io.chancery.casework.cost;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A proposed invoice that nobody will get. Insert only. */
@Entity
@Table(name = "invoice_rejection")
class InvoiceRejection {
  @Id
  @Column(name = "proposal_id")
  private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "rejected_by")
  private UUID rejectedBy;

  @Column(name = "rejected_at")
  private Instant rejectedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  InvoiceRejection() {}

  InvoiceRejection(InvoiceProposal proposal, CaseId caseId, ActorId rejectedBy, Instant at) {
    this.id = proposal.id();
    this.caseId = caseId.value();
    this.rejectedBy = rejectedBy.value();
    this.rejectedAt = at;
  }

  UUID id() {
    return id;
  }
}
