package io.chancery.directory;

import io.chancery.kernel.ProposalId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** From which networks an agency's people and systems come; none: from everywhere. */
@Entity
@Table(name = "agency_network")
class AgencyNetwork {
  @Id
  @Column(name = "agency_id")
  private UUID agencyId;

  /** In CIDR notation, separated by spaces. */
  private String networks;

  @Column(name = "proposal_id")
  private UUID proposalId;

  @Column(name = "changed_at")
  private Instant changedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  AgencyNetwork() {}

  AgencyNetwork(UUID agencyId, String networks, ProposalId by, Instant at) {
    this.agencyId = agencyId;
    this.networks = networks;
    this.proposalId = by.value();
    this.changedAt = at;
  }

  List<String> networks() {
    return networks.isEmpty() ? List.of() : Arrays.asList(networks.split(" "));
  }

  void change(String to, ProposalId by, Instant at) {
    this.networks = to;
    this.proposalId = by.value();
    this.changedAt = at;
  }

  /** Its rows. */
  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<AgencyNetwork, UUID> {}
}
