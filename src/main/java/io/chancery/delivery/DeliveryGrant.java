package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ProductionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One officer's right to fetch one production, or a named colleague's in their place: from the end
 * of the veto window, for some days, in a few attempts, until one transfer is complete. Found by a
 * random token whose hash is stored.
 */
@Entity
@Table(name = "delivery_grant")
class DeliveryGrant {

  /** Where a grant stands. */
  enum Status {
    ISSUED,
    OPENED,
    COMPLETED,
    EXPIRED,
    REVOKED
  }

  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "production_id")
  private UUID productionId;

  @Column(name = "officer_id")
  private UUID officerId;

  @Column(name = "token_hash")
  private String tokenHash;

  @Enumerated(EnumType.STRING)
  private Status status;

  @Column(name = "not_before")
  private Instant notBefore;

  @Column(name = "expires_at")
  private Instant expiresAt;

  private int attempts;

  /** Who opened it last; what was sent, was sent to them. */
  @Column(name = "opened_by")
  private @Nullable UUID openedBy;

  /** How much of all files the officer's copies hold without a gap, in bytes of ciphertext. */
  @Column(name = "sent_bytes")
  private long sentBytes;

  /** The same for each file, in their order; shorter while nothing of the last ones was sent. */
  @Column(name = "sent_of")
  private long[] sentOf = {};

  @Column(name = "completed_at")
  private @Nullable Instant completedAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  DeliveryGrant() {}

  DeliveryGrant(
      DownloadGrantId id,
      CaseId caseId,
      ProductionId production,
      ActorId officer,
      String tokenHash,
      Instant notBefore,
      Instant expiresAt,
      Instant createdAt) {
    this.id = id.value();
    this.caseId = caseId.value();
    this.productionId = production.value();
    this.officerId = officer.value();
    this.tokenHash = tokenHash;
    this.status = Status.ISSUED;
    this.notBefore = notBefore;
    this.expiresAt = expiresAt;
    this.createdAt = createdAt;
  }

  DownloadGrantId id() {
    return new DownloadGrantId(id);
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  ProductionId production() {
    return new ProductionId(productionId);
  }

  ActorId officer() {
    return new ActorId(officerId);
  }

  Status status() {
    return status;
  }

  Instant notBefore() {
    return notBefore;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  Instant createdAt() {
    return createdAt;
  }

  /** When the last byte had gone out; null before. */
  @Nullable Instant completedAt() {
    return completedAt;
  }

  int attempts() {
    return attempts;
  }

  long sentBytes() {
    return sentBytes;
  }

  boolean live() {
    return status == Status.ISSUED || status == Status.OPENED;
  }

  @Nullable ActorId openedBy() {
    return openedBy == null ? null : new ActorId(openedBy);
  }

  /** Whether the attempt under way is this person's, or of their agency's system. */
  boolean openedFor(Actor actor) {
    return status == Status.OPENED
        && (actor.is(Role.AGENCY_SYSTEM) || actor.id().value().equals(openedBy));
  }

  /**
   * A person opened it with a fresh touch: one more attempt. What went to somebody else does not
   * count for them.
   */
  int open(ActorId by) {
    if (!by.value().equals(openedBy)) {
      openedBy = by.value();
      sentOf = new long[0];
      sentBytes = 0;
    }
    status = Status.OPENED;
    return ++attempts;
  }

  /** How far the copy of a file reaches without a gap; files are numbered from 1. */
  long sentOf(int file) {
    return file <= sentOf.length ? sentOf[file - 1] : 0;
  }

  /**
   * So many bytes of a transfer have gone out.
   *
   * @return false when somebody else has opened the hand-over since; then they do not count
   */
  boolean sent(Transfer transfer, long bytes) {
    if (!transfer.openedBy().value().equals(openedBy)) {
      return false;
    }
    int file = transfer.number();
    if (transfer.from() <= sentOf(file)) {
      sentOf = Arrays.copyOf(sentOf, Math.max(sentOf.length, file));
      sentOf[file - 1] = Math.max(sentOf[file - 1], transfer.from() + bytes);
      sentBytes = LongStream.of(sentOf).sum();
    }
    return true;
  }

  void complete(Instant now) {
    status = Status.COMPLETED;
    completedAt = now;
  }

  /** Nothing is fetched from then on; the clock lets it expire. */
  void endAt(Instant now) {
    expiresAt = now;
  }

  void expire() {
    status = Status.EXPIRED;
  }

  void revoke() {
    status = Status.REVOKED;
  }
}
