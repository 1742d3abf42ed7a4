package io.chancery.policy;

import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A version of a pack that two people put into force, with the digest of its file. Insert only. */
@Entity
@Table(name = "policy_activation")
class PolicyActivation {
  @Id
  @Column(name = "proposal_id")
  private UUID proposalId;

  private String pack;
  private String version;
  private String sha256;

  @Column(name = "activated_at")
  private Instant activatedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  PolicyActivation() {}

  PolicyActivation(String pack, String version, Sha256 digest, ProposalId by, Instant at) {
    this.pack = pack;
    this.version = version;
    this.sha256 = digest.hex();
    this.proposalId = by.value();
    this.activatedAt = at;
  }

  Sha256 digest() {
    return new Sha256(sha256);
  }

  ProposalId proposal() {
    return new ProposalId(proposalId);
  }

  /** Its rows. */
  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<PolicyActivation, UUID> {
    Optional<PolicyActivation> of(String pack, String version) {
      return find("pack = ?1 and version = ?2", pack, version).firstResultOptional();
    }
  }
}
