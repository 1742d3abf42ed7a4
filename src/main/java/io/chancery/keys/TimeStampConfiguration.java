package io.chancery.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where time-stamps (RFC 3161) come from. */
@ConfigMapping(prefix = "chancery.tsa")
interface TimeStampConfiguration {

  /** The authority's address. */
  Optional<URI> url();

  /**
   * Whether the portal stamps by itself, with the key store's {@code time} certificate, when no
   * address is set. For development and demonstration: nobody outside need believe such a time.
   */
  @WithDefault("false")
  boolean embedded();

  /** How long to wait for the authority. */
  @WithDefault("20s")
  Duration timeout();
}
