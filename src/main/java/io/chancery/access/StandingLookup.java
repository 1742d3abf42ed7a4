package io.chancery.access;

import io.chancery.platform.TurnedAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Asks the directory who is behind a token. The portal asks, so row-level security lets it. */
@ApplicationScoped
class StandingLookup {
  private final Standing standing;
  private final Turnstile turnstile;
  private final Realms realms;

  StandingLookup(Standing standing, Turnstile turnstile, Realms realms) {
    this.standing = standing;
    this.turnstile = turnstile;
    this.realms = realms;
  }

  @ActivateRequestContext
  Optional<Actor> of(JsonWebToken token) {
    Optional<String> realm = realms.of(token.getIssuer());
    Optional<Bearer> bearer = Bearer.of(token);
    if (realm.isEmpty() || bearer.isEmpty()) {
      return Optional.empty();
    }
    try {
      return ActingAs.as(
          Actor.SYSTEM,
          () -> standing.actor(realm.get(), bearer.get().subject(), bearer.get().authentication()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the directory did not answer", e);
    }
  }

  @ActivateRequestContext
  Optional<TurnedAway> refuses(Actor actor, String address) {
    try {
      return ActingAs.as(Actor.SYSTEM, () -> turnstile.refuses(actor, address));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the directory did not answer", e);
    }
  }
}
