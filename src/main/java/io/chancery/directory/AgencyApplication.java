package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An agency that is about to be proposed; its id becomes the agency's. */
@Entity
@Table(name = "agency_application")
class AgencyApplication {
  @Id private UUID id;
  private String content;

  @Column(name = "begun_by")
  private UUID begunBy;

  @Column(name = "begun_at")
  private Instant begunAt;

  @Column(name = "admitted_at")
  private @Nullable Instant admittedAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  AgencyApplication() {}

  AgencyApplication(UUID id, String content, UUID begunBy, Instant begunAt) {
    this.id = id;
    this.content = content;
    this.begunBy = begunBy;
    this.begunAt = begunAt;
  }

  UUID id() {
    return id;
  }

  String content() {
    return content;
  }

  boolean admitted() {
    return admittedAt != null;
  }

  void admit(Instant at) {
    this.admittedAt = at;
  }
}
