package io.chancery.review;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The numbers of one target, sealed under the case's key. Insert only; the newest counts. */
@Entity
@Table(name = "target_count")
class TargetCount {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int target;

  @Column(name = "grant_id")
  private UUID grantId;

  @Column(name = "counted_by")
  private UUID countedBy;

  @Column(name = "counted_at")
  private Instant countedAt;

  private byte[] sealed;
  private String digest;

  @SuppressWarnings("NullAway.Init") // JPA
  TargetCount() {}

  TargetCount(
      UUID id, CaseId caseId, int target, GrantId grant, ActorId by, Instant at, byte[] sealed) {
    this.id = id;
    this.caseId = caseId.value();
    this.target = target;
    this.grantId = grant.value();
    this.countedBy = by.value();
    this.countedAt = at;
    this.sealed = sealed.clone();
    this.digest = Sha256.hash(sealed).hex();
  }

  UUID id() {
    return id;
  }

  int target() {
    return target;
  }

  Instant countedAt() {
    return countedAt;
  }

  byte[] sealed() {
    return sealed;
  }

  /** Of the sealed bytes as they stand: whoever knows it cannot guess the numbers. */
  Sha256 digest() {
    return Sha256.hash(sealed);
  }
}
