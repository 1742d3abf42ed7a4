package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A role that was taken before its end. Insert only. */
@Entity
@Table(name = "role_end")
class RoleEnd {
  @Id
  @Column(name = "grant_id")
  private UUID grantId;

  @Column(name = "ended_at")
  private Instant endedAt;

  @Column(name = "ended_by")
  private UUID endedBy;

  private String reason;

  @SuppressWarnings("NullAway.Init") // JPA
  RoleEnd() {}

  RoleEnd(UUID grantId, Instant endedAt, UUID endedBy, String reason) {
    this.grantId = grantId;
    this.endedAt = endedAt;
    this.endedBy = endedBy;
    this.reason = reason;
  }

  UUID grantId() {
    return grantId;
  }

  Instant endedAt() {
    return endedAt;
  }

  UUID endedBy() {
    return endedBy;
  }

  String reason() {
    return reason;
  }
}
