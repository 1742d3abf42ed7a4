package io.chancery.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a touch of the passkey is worth something. */
@ConfigMapping(prefix = "chancery.step-up")
interface StepUpConfiguration {
  /** The longest that may be configured. */
  Duration CEILING = Duration.ofMinutes(15);

  /** From the touch to the act; at most 15 minutes. */
  @WithDefault("5M")
  Duration maxAge();

  /**
   * How long nothing can be done with a passkey that was just enrolled: whoever bought a login
   * enrols a key of their own. At least an hour; development, demonstration and tests: none.
   */
  @WithDefault("PT24H")
  Duration coolDown();

  /**
   * Whether a code of an authenticator app counts as a touch for officers of agencies; never for
   * staff. Off, because a code can be typed into a page that only looks right, and a passkey
   * cannot. The realm has to offer it too (docs/operations/production.md).
   */
  @WithDefault("false")
  boolean totpFallback();
}
