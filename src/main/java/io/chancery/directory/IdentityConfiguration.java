package io.chancery.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How the portal reaches the identity provider's administration, with one client in each realm. */
@ConfigMapping(prefix = "chancery.identity")
interface IdentityConfiguration {
  /** The client whose service account may manage people and organizations, and nothing else. */
  @WithDefault("portal-provisioning")
  String clientId();

  /** For a connection, and for an answer. */
  @WithDefault("10S")
  Duration timeout();

  /** How long the link in an invitation works. */
  @WithDefault("P3D")
  Duration invitation();

  /** The agencies' realm. */
  Access agency();

  /** The staff's realm. */
  Access staff();

  /** One realm's client. */
  interface Access {
    /** The administration's address when it is not the issuer's, without {@code /admin}. */
    Optional<URI> address();
  }
}
