package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What speaks for an agency that is about to be admitted. */
@Entity
@Table(name = "agency_evidence")
class AgencyEvidence {
  @Id private UUID id;

  @Column(name = "application_id")
  private UUID applicationId;

  private String kind;
  private String words;
  private @Nullable String domain;
  private @Nullable String challenge;

  @Column(name = "recorded_by")
  private UUID recordedBy;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @Column(name = "met_at")
  private @Nullable Instant metAt;

  @SuppressWarnings("NullAway.Init") // JPA
  AgencyEvidence() {}

  private AgencyEvidence(UUID id, UUID applicationId, String kind, UUID by, Instant at) {
    this.id = id;
    this.applicationId = applicationId;
    this.kind = kind;
    this.words = "";
    this.recordedBy = by;
    this.recordedAt = at;
  }

  /** A directory entry or a letter, in a person's words. */
  static AgencyEvidence seen(
      UUID id, UUID application, String kind, String words, UUID by, Instant at) {
    AgencyEvidence evidence = new AgencyEvidence(id, application, kind, by, at);
    evidence.words = words;
    evidence.metAt = at;
    return evidence;
  }

  /** A challenge that only somebody in control of the domain can meet. */
  static AgencyEvidence challenge(
      UUID id, UUID application, String kind, String domain, String token, UUID by, Instant at) {
    AgencyEvidence evidence = new AgencyEvidence(id, application, kind, by, at);
    evidence.domain = domain;
    evidence.challenge = token;
    return evidence;
  }

  UUID id() {
    return id;
  }

  UUID applicationId() {
    return applicationId;
  }

  String kind() {
    return kind;
  }

  String words() {
    return words;
  }

  @Nullable String domain() {
    return domain;
  }

  @Nullable String challenge() {
    return challenge;
  }

  boolean met() {
    return metAt != null;
  }

  @Nullable Instant metAt() {
    return metAt;
  }

  void meet(Instant at) {
    this.metAt = at;
  }
}
