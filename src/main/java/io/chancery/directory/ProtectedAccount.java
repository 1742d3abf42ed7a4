package io.chancery.directory;

import io.chancery.kernel.ProposalId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

  @Column(name = "in_force")
  private boolean inForce;

  @Column(name = "proposal_id")
  private @Nullable UUID proposalId;

  @SuppressWarnings("NullAway.Init") // JPA
  ProtectedAccount() {}

  ProtectedAccount(String accountHash, ProposalId by, String why, Instant at) {
    this.accountHash = accountHash;
    this.reason = why;
    this.proposalId = by.value();
    this.recordedAt = at;
    this.inForce = true;
  }

  String accountHash() {
    return accountHash;
  }

  String reason() {
    return reason;
  }

  Instant recordedAt() {
    return recordedAt;
  }

  boolean inForce() {
    return inForce;
  }

  /** Puts the protection into force, or ends it, by a proposal that two people stand for. */
  void set(boolean protect, String why, ProposalId by, Instant at) {
    this.inForce = protect;
    this.reason = why;
    this.proposalId = by.value();
    this.recordedAt = at;
  }
}
