package io.chancery.casework.preservation;

import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key under which a case's snapshot is kept: an age identity, sealed under a wrapped key. */
@Entity
@Table(name = "preservation")
class Preservation {
  @Id
  @Column(name = "case_id")
  private UUID caseId;

  @Column(updatable = false)
  private String recipient;

  @Column(name = "wrapped_key")
  private byte @Nullable [] wrappedKey;

  private byte @Nullable [] identity;

  @Column(name = "begun_at", updatable = false)
  private Instant begunAt;

  /** The end of the term of which the agency was reminded. */
  @Column(name = "reminded_for")
  private @Nullable Instant remindedFor;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  Preservation() {}

  Preservation(CaseId caseId, String recipient, byte[] wrappedKey, byte[] identity, Instant at) {
    this.caseId = caseId.value();
    this.recipient = recipient;
    this.wrappedKey = wrappedKey.clone();
    this.identity = identity.clone();
    this.begunAt = at;
  }

  String recipient() {
    return recipient;
  }

  Instant begunAt() {
    return begunAt;
  }

  boolean keyed() {
    return identity != null;
  }

  /** The key is gone for good, and with it whatever it opens. */
  void destroyKey() {
    identity = null;
    wrappedKey = null;
  }

  boolean remindedOf(Instant until) {
    return until.equals(remindedFor);
  }

  void reminded(Instant until) {
    remindedFor = until;
  }
}
