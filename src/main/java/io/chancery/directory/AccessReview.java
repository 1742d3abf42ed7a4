package io.chancery.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A signed review of everybody's rights. Insert only. */
@Entity
@Table(name = "access_review")
class AccessReview {
  @Id private UUID id;
  private String digest;

  @Column(name = "signed_by")
  private UUID signedBy;

  @Column(name = "signed_at")
  private Instant signedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  AccessReview() {}

  AccessReview(UUID id, String digest, UUID signedBy, Instant signedAt) {
    this.id = id;
    this.digest = digest;
    this.signedBy = signedBy;
    this.signedAt = signedAt;
  }

  UUID id() {
    return id;
  }

  String digest() {
    return digest;
  }

  UUID signedBy() {
    return signedBy;
  }

  Instant signedAt() {
    return signedAt;
  }

  /** One right of one review. */
  @Embeddable
  record Key(@Column(name = "review_id") UUID review, @Column(name = "grant_id") UUID grant)
      implements Serializable {}

  /** What was said about one right. Insert only. */
  @Entity(name = "AccessReviewLine")
  @Table(name = "access_review_line")
  static class Line {
    @EmbeddedId private Key key;
    private boolean kept;

    @SuppressWarnings("NullAway.Init") // JPA
    Line() {}

    Line(Key key, boolean kept) {
      this.key = key;
      this.kept = kept;
    }

    boolean kept() {
      return kept;
    }
  }

  /** The reviews. */
  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<AccessReview, UUID> {
    /** When a right was last gone through. */
    Optional<Instant> latest(UUID grant) {
      return find(
              "from AccessReview r where exists (select 1 from AccessReviewLine l"
                  + " where l.key.review = r.id and l.key.grant = ?1) order by r.signedAt desc",
              grant)
          .firstResultOptional()
          .map(AccessReview::signedAt);
    }
  }

  /** Their lines. */
  @ApplicationScoped
  static class Lines implements PanacheRepositoryBase<Line, Key> {}
}
