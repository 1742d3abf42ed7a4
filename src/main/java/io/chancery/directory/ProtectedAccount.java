package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An account for which two approvers must sign, by keyed hash. */
@Entity
@Table(name = "protected_account")
class ProtectedAccount {
  @Id
  @Column(name = "account_hash")
  private String accountHash;

  private String reason;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  ProtectedAccount() {}

  ProtectedAccount(String accountHash, String reason, Instant recordedAt) {
    this.accountHash = accountHash;
    this.reason = reason;
    this.recordedAt = recordedAt;
  }
}
