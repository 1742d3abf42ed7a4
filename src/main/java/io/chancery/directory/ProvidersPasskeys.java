package io.chancery.directory;

import io.chancery.access.Passkeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** The identity provider's word on when a passkey was enrolled. */
@ApplicationScoped
class ProvidersPasskeys implements Passkeys {
  private final IdentityProvider provider;

  ProvidersPasskeys(IdentityProvider provider) {
    this.provider = provider;
  }

  @Override
  public Optional<Instant> newest(String realm, String subject) {
    return provider.newestPasskey(IdentityProvider.Realm.of(realm), subject);
  }
}
