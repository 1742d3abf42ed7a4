package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A public key to which an agency's productions are encrypted. */
@Entity
@Table(name = "recipient_key")
class RecipientKey {
  @Id private UUID id;

  @Column(name = "agency_id")
  private UUID agencyId;

  private String kind;
  private String recipient;
  private String fingerprint;

  @Column(name = "registered_at")
  private Instant registeredAt;

  @Column(name = "confirmed_at")
  private @Nullable Instant confirmedAt;

  @Column(name = "revoked_at")
  private @Nullable Instant revokedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  RecipientKey() {}

  RecipientKey(
      UUID id,
      UUID agencyId,
      String recipient,
      String fingerprint,
      Instant registeredAt,
      Instant confirmedAt) {
    this.id = id;
    this.agencyId = agencyId;
    this.kind = "AGE";
    this.recipient = recipient;
    this.fingerprint = fingerprint;
    this.registeredAt = registeredAt;
    this.confirmedAt = confirmedAt;
  }

  String recipient() {
    return recipient;
  }

  String fingerprint() {
    return fingerprint;
  }

  /** Registered long enough ago, confirmed and not revoked. */
  boolean validAt(Instant now, java.time.Duration coolDown) {
    return confirmedAt != null && revokedAt == null && !registeredAt.plus(coolDown).isAfter(now);
  }

  void revoke(Instant at) {
    this.revokedAt = at;
  }
}
