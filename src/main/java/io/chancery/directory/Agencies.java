package io.chancery.directory;

import io.chancery.kernel.AgencyId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is recorded about agencies and their recipient keys. */
@ApplicationScoped
public class Agencies {

  /** An agency as other packages see it. */
  public record AgencyView(
      AgencyId id, String slug, String name, String country, boolean suspended) {}

  /** A public key to which a production may be encrypted now. */
  public record Recipient(String recipient, String fingerprint) {}

  private final DirectoryRepositories.AgencyRepository agencies;
  private final DirectoryRepositories.RecipientKeyRepository keys;
  private final DirectoryRepositories.ProtectedAccountRepository protectedAccounts;
  private final Clock clock;
  private final Duration keyCoolDown;

  Agencies(
      DirectoryRepositories.AgencyRepository agencies,
      DirectoryRepositories.RecipientKeyRepository keys,
      DirectoryRepositories.ProtectedAccountRepository protectedAccounts,
      Clock clock,
      @ConfigProperty(name = "chancery.recipient-key.cool-down", defaultValue = "P7D")
          Duration keyCoolDown) {
    this.agencies = agencies;
    this.keys = keys;
    this.protectedAccounts = protectedAccounts;
    this.clock = clock;
    this.keyCoolDown = keyCoolDown;
  }

  /** The agency, if it is recorded. */
  public Optional<AgencyView> find(AgencyId id) {
    return agencies
        .findByIdOptional(id.value())
        .map(a -> new AgencyView(id, a.slug(), a.name(), a.country(), a.suspended()));
  }

  /** The newest key of the agency that is confirmed, old enough and not revoked. */
  public Optional<Recipient> recipient(AgencyId id) {
    return keys.of(id.value()).stream()
        .filter(key -> key.validAt(clock.instant(), keyCoolDown))
        .map(key -> new Recipient(key.recipient(), key.fingerprint()))
        .findFirst();
  }

  /** Whether two approvers must sign for the account with this keyed hash. */
  public boolean isProtected(String accountHash) {
    // Counted in the database: what two people changed a moment ago counts now.
    return protectedAccounts.count("accountHash = ?1 and inForce", accountHash) > 0;
  }
}
