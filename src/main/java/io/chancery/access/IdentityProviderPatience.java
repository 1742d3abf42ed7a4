package io.chancery.access;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcRequestFilter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long the portal waits for an answer of the identity provider. Without it, a provider that
 * takes connections and says nothing would hold every request that needs a key of it.
 */
@ApplicationScoped
@Unremovable
class IdentityProviderPatience implements OidcRequestFilter {
  static final String SETTING = "chancery.oidc.patience";

  private final Duration patience;

  IdentityProviderPatience(@ConfigProperty(name = SETTING) Duration patience) {
    this.patience = patience;
  }

  @Override
  public void filter(OidcRequestContext context) {
    context.request().timeout(patience.toMillis());
  }
}
