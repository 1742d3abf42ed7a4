package io.chancery.access;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** How a proposal ended: one row, so that it can end once only. Insert only. */
@Entity
@Table(name = "proposal_answer")
class ProposalAnswer {
  @Id
  @Column(name = "proposal_id")
  private UUID proposalId;

  private String answer;

  @Column(name = "answered_by")
  private UUID answeredBy;

  @Column(name = "answered_at")
  private Instant answeredAt;

  @SuppressWarnings("NullAway.Init") // JPA
  ProposalAnswer() {}

  ProposalAnswer(ProposalId proposal, Proposals.Answer answer, ActorId by, Instant at) {
    this.proposalId = proposal.value();
    this.answer = answer.name();
    this.answeredBy = by.value();
    this.answeredAt = at;
  }

  Proposals.Answer answer() {
    return Proposals.Answer.valueOf(answer);
  }

  ActorId answeredBy() {
    return new ActorId(answeredBy);
  }

  Instant answeredAt() {
    return answeredAt;
  }
}
