package io.chancery.packaging;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A custodian's proposal to withhold items, or to hand over withheld ones again. Insert only. */
@Entity
@Table(name = "exclusion")
class Exclusion {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private String change;
  private String reason;

  @Column(name = "words_sealed")
  private byte[] wordsSealed;

  /** Digest of the collected set in which the items were found. */
  private String collected;

  private long items;
  private String digest;

  @Column(name = "proposed_by")
  private UUID proposedBy;

  @Column(name = "proposed_at")
  private Instant proposedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  Exclusion() {}

  Exclusion(
      ExclusionId id,
      CaseId caseId,
      ExclusionChange change,
      String reason,
      byte[] wordsSealed,
      Sha256 collected,
      long items,
      Sha256 digest,
      ActorId by,
      Instant at) {
    this.id = id.value();
    this.caseId = caseId.value();
    this.change = change.name();
    this.reason = reason;
    this.wordsSealed = wordsSealed.clone();
    this.collected = collected.hex();
    this.items = items;
    this.digest = digest.hex();
    this.proposedBy = by.value();
    this.proposedAt = at;
  }

  ExclusionId id() {
    return new ExclusionId(id);
  }

  ExclusionChange change() {
    return ExclusionChange.valueOf(change);
  }

  String reason() {
    return reason;
  }

  byte[] wordsSealed() {
    return wordsSealed;
  }

  long items() {
    return items;
  }

  Sha256 digest() {
    return new Sha256(digest);
  }

  ActorId proposedBy() {
    return new ActorId(proposedBy);
  }

  Instant proposedAt() {
    return proposedAt;
  }
}
