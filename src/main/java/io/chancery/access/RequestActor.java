package io.chancery.access;

import io.quarkus.arc.Arc;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The actor that {@link StandingAugmentor} found for this request, or the one a worker named. */
@ApplicationScoped
class RequestActor implements CurrentActor {
  private static final String KEY = Actor.class.getName();
  private static final String PASSKEY = Passkeys.class.getName();
  private static final String TOKEN = JsonWebToken.class.getName();

  private final CurrentVertxRequest request;
  private final CurrentIdentityAssociation identities;

  RequestActor(CurrentVertxRequest request, CurrentIdentityAssociation identities) {
    this.request = request;
    this.identities = identities;
  }

  static void remember(RoutingContext routing, Actor actor, JsonWebToken token) {
    routing.put(KEY, actor);
    routing.put(TOKEN, token);
  }

  /** The verified token of this request's actor. */
  Optional<JsonWebToken> token() {
    RoutingContext routing = routing();
    return routing == null ? Optional.empty() : Optional.ofNullable(routing.get(TOKEN));
  }

  /** Keeps the word of the identity provider for this request. */
  static void rememberPasskey(RoutingContext routing, Optional<Instant> newest) {
    routing.put(PASSKEY, newest);
  }

  /** What the identity provider said for this request; empty when it was not asked or silent. */
  Optional<Optional<Instant>> newestPasskey() {
    RoutingContext routing = routing();
    return routing == null ? Optional.empty() : Optional.ofNullable(routing.get(PASSKEY));
  }

  /**
   * From here on, the request's entries say that the key was touched for them, or what stood in.
   *
   * @param method one of {@link TouchMethods}
   */
  void touched(String method) {
    if (ActingAs.current().isPresent()) {
      return;
    }
    RoutingContext routing = routing();
    if (routing != null && routing.get(KEY) instanceof Actor who) {
      routing.put(
          KEY,
          new Actor(
              who.id(),
              who.kind(),
              who.roles(),
              who.agency(),
              who.displayName(),
              method + " level " + TouchProof.LEVEL,
              who.leaving()));
    }
  }

  @Override
  public Actor get() {
    return known().orElseGet(this::signIn);
  }

  /** The actor as far as known now; never triggers a sign-in. */
  Optional<Actor> known() {
    Optional<Actor> named = ActingAs.current();
    if (named.isPresent()) {
      return named;
    }
    RoutingContext routing = routing();
    return routing == null ? Optional.empty() : Optional.ofNullable(routing.<Actor>get(KEY));
  }

  private Actor signIn() {
    if (routing() == null) {
      throw new IllegalStateException("nobody acts here: no request, and no ActingAs");
    }
    SecurityIdentity identity = identities.getIdentity();
    if (identity.isAnonymous()) {
      throw new UnauthorizedException();
    }
    // Signed in at the identity provider, but the directory knows no standing.
    return known().orElseThrow(ForbiddenException::new);
  }

  private @Nullable RoutingContext routing() {
    return Arc.container().requestContext().isActive() ? request.getCurrent() : null;
  }
}
