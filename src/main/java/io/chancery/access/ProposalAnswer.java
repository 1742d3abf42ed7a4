package io.chancery.access;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

  private @Nullable String words;

  @SuppressWarnings("NullAway.Init") // JPA
  ProposalAnswer() {}

  ProposalAnswer(
      ProposalId proposal,
      Proposals.Answer answer,
      ActorId by,
      Instant at,
      @Nullable String words) {
    this.proposalId = proposal.value();
    this.answer = answer.name();
    this.answeredBy = by.value();
    this.answeredAt = at;
    this.words = words;
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

  /** Why, in the second person's words, where something spoke against it. */
  @Nullable String words() {
    return words;
  }
}
