package io.chancery.access;

import io.chancery.platform.TurnedAway;
import java.util.Optional;

/**
 * May somebody who has standing pass with this very request? Asked after {@link Standing}, at every
 * request. {@code directory} implements it.
 */
public interface Turnstile {

  /**
   * Why the request is turned away.
   *
   * @param address the connection's, a literal
   * @return empty when it passes
   */
  Optional<TurnedAway> refuses(Actor actor, String address);
}
