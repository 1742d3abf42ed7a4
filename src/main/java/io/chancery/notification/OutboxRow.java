package io.chancery.notification;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message that is due. */
@Entity
@Table(name = "outbox")
class OutboxRow {
  @Id private UUID id;
  private String kind;
  private String reference;
  private String recipient;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "sent_at")
  private @Nullable Instant sentAt;

  private int attempts;

  @Column(name = "retry_at")
  private Instant retryAt;

  private @Nullable String failure;

  @SuppressWarnings("NullAway.Init") // JPA
  OutboxRow() {}

  OutboxRow(UUID id, String kind, String reference, String recipient, Instant now) {
    this.id = id;
    this.kind = kind;
    this.reference = reference;
    this.recipient = recipient;
    this.createdAt = now;
    this.retryAt = now;
  }

  UUID id() {
    return id;
  }

  String kind() {
    return kind;
  }

  String reference() {
    return reference;
  }

  String recipient() {
    return recipient;
  }

  void sent(Instant at) {
    this.sentAt = at;
    this.failure = null;
  }

  /** Tries again after 10 s, 20 s, 40 s … at most an hour. */
  void failed(String why, Instant now) {
    this.attempts++;
    this.failure = why;
    long seconds = Math.min(3600, 5L << Math.min(attempts, 10));
    this.retryAt = now.plus(Duration.ofSeconds(seconds));
  }

  /** Reserves the row for one sender, so that a second replica does not send it too. */
  void takenUntil(Instant at) {
    this.retryAt = at;
  }
}
