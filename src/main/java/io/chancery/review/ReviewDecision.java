package io.chancery.review;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A proposal: the canonical bytes of what an approver is shown, and their digest. Insert only. */
@Entity
@Table(name = "review_decision")
class ReviewDecision {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "proposed_by")
  private UUID proposedBy;

  @Column(name = "proposed_at")
  private Instant proposedAt;

  private byte[] shown;
  private String digest;

  /** What it followed from, without anybody's data; canonical bytes of {@link DecisionInputs}. */
  private byte @Nullable [] inputs;

  /** Digest of the counts that stood beside the items; null before there were any. */
  private @Nullable String counts;

  @SuppressWarnings("NullAway.Init") // JPA
  ReviewDecision() {}

  ReviewDecision(
      UUID id,
      CaseId caseId,
      ActorId proposedBy,
      Instant at,
      Sha256 counts,
      byte[] shown,
      byte[] inputs) {
    this.id = id;
    this.caseId = caseId.value();
    this.proposedBy = proposedBy.value();
    this.proposedAt = at;
    this.counts = counts.hex();
    this.shown = shown.clone();
    this.inputs = inputs.clone();
    this.digest = Sha256.hash(shown).hex();
  }

  DecisionId id() {
    return new DecisionId(id);
  }

  ActorId proposedBy() {
    return new ActorId(proposedBy);
  }

  Instant proposedAt() {
    return proposedAt;
  }

  /** Whether these are the counts that were shown when it was proposed. */
  boolean restsOn(Sha256 standing) {
    return standing.hex().equals(counts);
  }

  /**
   * What it followed from.
   *
   * @throws IllegalStateException for a decision from before inputs were recorded
   */
  byte[] inputs() {
    if (inputs == null) {
      throw new IllegalStateException("nothing was recorded of what the decision followed from");
    }
    return inputs.clone();
  }

  /** Whether it was recorded what it followed from. */
  boolean replayable() {
    return inputs != null;
  }

  Sha256 digest() {
    return new Sha256(digest);
  }
}
