package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A mail domain of an agency: exactly this one, no domain below it. */
@Entity
@Table(name = "agency_domain")
class AgencyDomain {
  @Id private String domain;

  @Column(name = "agency_id")
  private UUID agencyId;

  @Column(name = "added_at")
  private Instant addedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  AgencyDomain() {}

  AgencyDomain(String domain, UUID agencyId, Instant addedAt) {
    this.domain = domain;
    this.agencyId = agencyId;
    this.addedAt = addedAt;
  }

  String domain() {
    return domain;
  }

  UUID agencyId() {
    return agencyId;
  }
}
