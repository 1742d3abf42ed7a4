package io.chancery.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What an auditor found after a role was broken out of its glass. Insert only. */
@Entity
@Table(name = "break_glass_review")
class BreakGlassReview {
  @Id
  @Column(name = "grant_id")
  private UUID grantId;

  @Column(name = "reviewed_by")
  private UUID reviewedBy;

  @Column(name = "reviewed_at")
  private Instant reviewedAt;

  private String outcome;
  private String words;

  @SuppressWarnings("NullAway.Init") // JPA
  BreakGlassReview() {}

  BreakGlassReview(
      UUID grantId, UUID reviewedBy, Instant reviewedAt, String outcome, String words) {
    this.grantId = grantId;
    this.reviewedBy = reviewedBy;
    this.reviewedAt = reviewedAt;
    this.outcome = outcome;
    this.words = words;
  }

  UUID reviewedBy() {
    return reviewedBy;
  }

  Instant reviewedAt() {
    return reviewedAt;
  }

  String outcome() {
    return outcome;
  }

  String words() {
    return words;
  }

  /** Its rows. */
  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<BreakGlassReview, UUID> {}
}
