package io.chancery.delivery;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.Sha256;
import io.chancery.keys.PublicRecipient;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The word of whoever fetched it that the file they hold has this digest; perhaps signed. Insert
 * only.
 */
@Entity
@Table(name = "delivery_receipt")
class DeliveryReceipt {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "grant_id")
  private UUID grantId;

  @Column(name = "officer_id")
  private UUID officerId;

  private String ciphertext;
  private Instant at;

  private @Nullable String text;
  private @Nullable String signature;

  @Column(name = "key_kind")
  private @Nullable String keyKind;

  private @Nullable String fingerprint;

  /** As the directory had it: whoever checks in ten years needs nothing else. */
  @Column(name = "public_key")
  private @Nullable String publicKey;

  @SuppressWarnings("NullAway.Init") // JPA
  DeliveryReceipt() {}

  DeliveryReceipt(UUID id, DeliveryGrant grant, ActorId officer, Sha256 ciphertext, Instant at) {
    this.id = id;
    this.caseId = grant.caseId().value();
    this.grantId = grant.id().value();
    this.officerId = officer.value();
    this.ciphertext = ciphertext.hex();
    this.at = at;
  }

  /** Before it is stored. */
  void signed(String exact, String detached, PublicRecipient by) {
    text = exact;
    signature = detached;
    keyKind = by.kind().name();
    fingerprint = by.fingerprint();
    publicKey = by.text();
  }

  Instant at() {
    return at;
  }

  /** Fingerprint of the key that signed it; null when none did. */
  @Nullable String fingerprint() {
    return fingerprint;
  }

  Receipts.View view() {
    return new Receipts.View(
        new Sha256(ciphertext), at, text, signature, keyKind, fingerprint, publicKey);
  }
}
