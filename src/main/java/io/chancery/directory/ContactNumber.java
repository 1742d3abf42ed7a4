package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A number of an agency for call-backs, and where it was found. */
@Entity
@Table(name = "contact_number")
class ContactNumber {
  @Id private UUID id;

  @Column(name = "agency_id")
  private UUID agencyId;

  private String number;
  private String source;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @Column(name = "retired_at")
  private @Nullable Instant retiredAt;

  @SuppressWarnings("NullAway.Init") // JPA
  ContactNumber() {}

  ContactNumber(UUID id, UUID agencyId, String number, String source, Instant recordedAt) {
    this.id = id;
    this.agencyId = agencyId;
    this.number = number;
    this.source = source;
    this.recordedAt = recordedAt;
  }

  UUID id() {
    return id;
  }

  UUID agencyId() {
    return agencyId;
  }

  String number() {
    return number;
  }

  String source() {
    return source;
  }

  Instant recordedAt() {
    return recordedAt;
  }

  boolean retired() {
    return retiredAt != null;
  }

  void retire(Instant at) {
    this.retiredAt = at;
  }

  /** From when on it may be called for a check. */
  Instant usableFrom(Duration age) {
    return recordedAt.plus(age);
  }
}
