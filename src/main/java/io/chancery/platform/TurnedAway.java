package io.chancery.platform;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody who is known was turned away at the door: their request goes on without a role, and
 * the 403 that follows says this instead.
 *
 * @param type what the answer says
 * @param retryAfter after which to come back; null when waiting does not help
 */
public record TurnedAway(ProblemType type, @Nullable Duration retryAfter) {
  private static final String KEY = TurnedAway.class.getName();

  /** Keeps it for the answer to this request. */
  public void remember(RoutingContext routing) {
    routing.put(KEY, this);
  }

  static Optional<TurnedAway> from(@Nullable RoutingContext routing) {
    return routing == null ? Optional.empty() : Optional.ofNullable(routing.get(KEY));
  }
}
