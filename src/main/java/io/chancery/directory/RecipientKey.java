package io.chancery.directory;

import io.chancery.kernel.AgencyId;
import io.chancery.kernel.RecipientKeyId;
import io.chancery.keys.PublicRecipient;
import io.chancery.keys.RecipientKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A public key to which an agency's productions are encrypted, and how it came to be trusted. */
@Entity
@Table(name = "recipient_key")
class RecipientKey {

  /** Where a key stands; what it waits for next. */
  enum State {
    /** Nobody has shown yet that the agency can decrypt with it. */
    UNPROVEN,
    /** Proven, and too young to be confirmed. */
    COOLING,
    /** Old enough; waits for a second person. */
    UNCONFIRMED,
    /** Productions are encrypted to it. */
    USABLE,
    /** Its own statement ended its use. */
    EXPIRED,
    REVOKED
  }

  @Id private UUID id;

  @Column(name = "agency_id")
  private UUID agencyId;

  @Enumerated(EnumType.STRING)
  private RecipientKind kind;

  @Enumerated(EnumType.STRING)
  private KeyPurpose purpose;

  private String recipient;
  private String fingerprint;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  @Column(name = "registered_at")
  private Instant registeredAt;

  @Column(name = "registered_by")
  private @Nullable UUID registeredBy;

  private @Nullable String challenge;

  @Column(name = "answer_hash")
  private @Nullable String answerHash;

  @Column(name = "challenge_until")
  private @Nullable Instant challengeUntil;

  @Column(name = "challenge_attempts")
  private int challengeAttempts;

  @Column(name = "proven_at")
  private @Nullable Instant provenAt;

  @Column(name = "proven_by")
  private @Nullable UUID provenBy;

  @Column(name = "confirmed_at")
  private @Nullable Instant confirmedAt;

  @Column(name = "confirmed_by")
  private @Nullable UUID confirmedBy;

  @Column(name = "revoked_at")
  private @Nullable Instant revokedAt;

  @Column(name = "revoked_by")
  private @Nullable UUID revokedBy;

  private @Nullable String revocation;

  @SuppressWarnings("NullAway.Init") // JPA
  RecipientKey() {}

  RecipientKey(
      UUID id,
      UUID agencyId,
      PublicRecipient key,
      KeyPurpose purpose,
      UUID registeredBy,
      Instant at) {
    this.id = id;
    this.agencyId = agencyId;
    this.kind = key.kind();
    this.purpose = purpose;
    this.recipient = key.text();
    this.fingerprint = key.fingerprint();
    this.expiresAt = key.expiresAt();
    this.registeredAt = at;
    this.registeredBy = registeredBy;
  }

  /** A new challenge replaces the one before; its answer is kept as a digest. */
  void challenge(String ciphertext, String hash, Instant until) {
    challenge = ciphertext;
    answerHash = hash;
    challengeUntil = until;
    challengeAttempts = 0;
  }

  void attempted() {
    challengeAttempts++;
  }

  void prove(UUID by, Instant at) {
    provenAt = at;
    provenBy = by;
    challenge = null;
    answerHash = null;
    challengeUntil = null;
  }

  void confirm(UUID by, Instant at) {
    confirmedAt = at;
    confirmedBy = by;
  }

  void revoke(UUID by, Instant at, String reason) {
    revokedAt = at;
    revokedBy = by;
    revocation = reason;
    challenge = null;
    answerHash = null;
  }

  /** Where the key stands at a moment. Whatever is not {@code USABLE} is encrypted to by nobody. */
  State stateAt(Instant now, Duration coolDown) {
    if (revokedAt != null) {
      return State.REVOKED;
    }
    if (expiresAt != null && !now.isBefore(expiresAt)) {
      return State.EXPIRED;
    }
    if (provenAt == null && confirmedAt == null) {
      return State.UNPROVEN;
    }
    if (now.isBefore(usableFrom(coolDown))) {
      return State.COOLING;
    }
    return confirmedAt == null ? State.UNCONFIRMED : State.USABLE;
  }

  /**
   * Those whose mode is in force: for each purpose that of the key which two people confirmed last,
   * be it revoked or not. So whoever moved to post-quantum keys does not fall back to a classical
   * one by the end of a key, only by confirming another.
   */
  static List<RecipientKey> ofModeInForce(List<RecipientKey> held) {
    Map<KeyPurpose, RecipientKey> last = new EnumMap<>(KeyPurpose.class);
    held.stream()
        .filter(key -> key.confirmedAt != null)
        .sorted(Comparator.comparing(key -> Objects.requireNonNull(key.confirmedAt)))
        .forEach(key -> last.put(key.purpose, key));
    return held.stream()
        .filter(key -> {
          RecipientKey decides = last.get(key.purpose);
          return decides == null || decides.key().postQuantum() == key.key().postQuantum();
        })
        .toList();
  }

  /** When the cool-down ends. */
  Instant usableFrom(Duration coolDown) {
    return registeredAt.plus(coolDown);
  }

  RecipientKeyId id() {
    return new RecipientKeyId(id);
  }

  AgencyId agency() {
    return new AgencyId(agencyId);
  }

  PublicRecipient key() {
    return new PublicRecipient(kind, recipient, fingerprint, expiresAt);
  }

  RecipientKind kind() {
    return kind;
  }

  KeyPurpose purpose() {
    return purpose;
  }

  String fingerprint() {
    return fingerprint;
  }

  @Nullable Instant expiresAt() {
    return expiresAt;
  }

  Instant registeredAt() {
    return registeredAt;
  }

  @Nullable UUID registeredBy() {
    return registeredBy;
  }

  @Nullable String challenge() {
    return challenge;
  }

  @Nullable String answerHash() {
    return answerHash;
  }

  @Nullable Instant challengeUntil() {
    return challengeUntil;
  }

  int challengeAttempts() {
    return challengeAttempts;
  }

  @Nullable UUID provenBy() {
    return provenBy;
  }

  @Nullable UUID confirmedBy() {
    return confirmedBy;
  }

  @Nullable Instant revokedAt() {
    return revokedAt;
  }

  @Nullable String revocation() {
    return revocation;
  }
}
