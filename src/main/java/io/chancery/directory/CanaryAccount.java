package io.chancery.directory;

import io.chancery.kernel.ProposalId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** An account that nobody has a reason to ask for, by keyed hash. */
@Entity
@Table(name = "canary_account")
class CanaryAccount {
  @Id
  @Column(name = "account_hash")
  private String accountHash;

  private String reason;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @Column(name = "in_force")
  private boolean inForce;

  @Column(name = "proposal_id")
  private UUID proposalId;

  @SuppressWarnings("NullAway.Init") // JPA
  CanaryAccount() {}

  CanaryAccount(String accountHash, String why, ProposalId by, Instant at) {
    this.accountHash = accountHash;
    this.reason = why;
    this.proposalId = by.value();
    this.recordedAt = at;
    this.inForce = true;
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

  /** The proposal by which it became what it is. */
  ProposalId proposal() {
    return new ProposalId(proposalId);
  }

  /** Puts it into force, or ends it, by a proposal that two people stand for. */
  void set(boolean force, String why, ProposalId by, Instant at) {
    this.inForce = force;
    this.reason = why;
    this.proposalId = by.value();
    this.recordedAt = at;
  }

  /** Its rows. */
  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<CanaryAccount, String> {
    List<CanaryAccount> inForce(Collection<String> hashes) {
      return list("accountHash in ?1 and inForce order by accountHash", hashes);
    }
  }
}
