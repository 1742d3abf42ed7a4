package io.chancery.access;

import io.quarkus.arc.Arc;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The actor that {@link StandingAugmentor} found for this request, or the one a worker named. */
@ApplicationScoped
class RequestActor implements CurrentActor {
  private static final String KEY = Actor.class.getName();

  private final CurrentVertxRequest request;
  private final CurrentIdentityAssociation identities;

  RequestActor(CurrentVertxRequest request, CurrentIdentityAssociation identities) {
    this.request = request;
    this.identities = identities;
  }

  static void remember(RoutingContext routing, Actor actor) {
    routing.put(KEY, actor);
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
