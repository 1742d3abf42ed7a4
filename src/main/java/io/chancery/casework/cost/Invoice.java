package io.chancery.casework.cost;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;

/** What the agency is asked to pay. Insert only; never by the person who proposed it (trigger). */
@Entity
@Table(name = "invoice")
class Invoice {
  @Id
  @Column(name = "proposal_id")
  private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;
  private String currency;
  private long sum;

  @Column(name = "due_on")
  private LocalDate dueOn;

  private int letter;

  @Column(name = "issued_by")
  private UUID issuedBy;

  @Column(name = "issued_at")
  private Instant issuedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  Invoice() {}

  Invoice(
      InvoiceProposal proposal,
      CaseId caseId,
      int number,
      LocalDate dueOn,
      int letter,
      ActorId issuedBy,
      Instant issuedAt) {
    this.id = proposal.id();
    this.caseId = caseId.value();
    this.number = number;
    this.currency = proposal.currency().getCurrencyCode();
    this.sum = proposal.sum();
    this.dueOn = dueOn;
    this.letter = letter;
    this.issuedBy = issuedBy.value();
    this.issuedAt = issuedAt;
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

  long sum() {
    return sum;
  }

  LocalDate dueOn() {
    return dueOn;
  }

  int letter() {
    return letter;
  }

  Instant issuedAt() {
    return issuedAt;
  }
}
