package io.chancery.directory;

import io.chancery.kernel.AgencyId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is recorded about agencies. */
@ApplicationScoped
public class Agencies {

  /** An agency as other packages see it. */
  public record AgencyView(
      AgencyId id, String slug, String name, String country, boolean suspended) {}

  private final DirectoryRepositories.AgencyRepository agencies;
  private final DirectoryRepositories.ProtectedAccountRepository protectedAccounts;

  Agencies(
      DirectoryRepositories.AgencyRepository agencies,
      DirectoryRepositories.ProtectedAccountRepository protectedAccounts) {
    this.agencies = agencies;
    this.protectedAccounts = protectedAccounts;
  }

  /** The agency, if it is recorded. */
  public Optional<AgencyView> find(AgencyId id) {
    return agencies
        .findByIdOptional(id.value())
        .map(a -> new AgencyView(id, a.slug(), a.name(), a.country(), a.suspended()));
  }

  /** Agencies whose name holds this, whatever its letter case; a hundred at most. */
  public List<AgencyId> named(String part) {
    return agencies
        .find("position(lower(?1) in lower(name)) > 0 order by name", part)
        .page(0, 100)
        .list()
        .stream()
        .map(agency -> new AgencyId(agency.id()))
        .toList();
  }

  /** The keyed hashes of every account for which two approvers must sign now. */
  public Set<String> protectedHashes() {
    return protectedAccounts.list("inForce").stream()
        .map(ProtectedAccount::accountHash)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether two approvers must sign for the account with this keyed hash. */
  public boolean isProtected(String accountHash) {
    // Counted in the database: what two people changed a moment ago counts now.
    return protectedAccounts.count("accountHash = ?1 and inForce", accountHash) > 0;
  }
}
