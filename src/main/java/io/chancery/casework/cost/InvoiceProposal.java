package io.chancery.casework.cost;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What somebody proposed to ask for. Insert only. */
@Entity
@Table(name = "invoice_proposal")
class InvoiceProposal {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;
  private String currency;
  private String citation;
  private String lines;
  private long sum;

  @Column(name = "proposed_by")
  private UUID proposedBy;

  @Column(name = "proposed_at")
  private Instant proposedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  InvoiceProposal() {}

  InvoiceProposal(
      UUID id,
      CaseId caseId,
      int number,
      FeeSchedule fees,
      List<FeeSchedule.Line> lines,
      ActorId proposedBy,
      Instant proposedAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.number = number;
    this.currency = fees.currency().getCurrencyCode();
    this.citation = fees.citation();
    this.lines = FeeSchedule.written(lines);
    this.sum = FeeSchedule.sum(lines, fees.currency());
    this.proposedBy = proposedBy.value();
    this.proposedAt = proposedAt;
  }

  UUID id() {
    return id;
  }

  int number() {
    return number;
  }

  Currency currency() {
    return Currency.getInstance(currency);
  }

  String citation() {
    return citation;
  }

  List<FeeSchedule.Line> lines() {
    return FeeSchedule.read(lines);
  }

  long sum() {
    return sum;
  }

  ActorId proposedBy() {
    return new ActorId(proposedBy);
  }

  Instant proposedAt() {
    return proposedAt;
  }

  Sha256 digest(String reference) {
    return FeeSchedule.digest(reference, number, citation, currency, lines, sum);
  }
}
