package io.chancery.access;

import io.chancery.platform.Addresses;
import io.chancery.platform.Problem;
import io.chancery.platform.TurnedAway;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns a verified token into an {@link Actor}, at every request anew. Roles come from the
 * directory alone: whatever the identity provider puts into a token grants nothing.
 */
@ApplicationScoped
class StandingAugmentor implements SecurityIdentityAugmentor {
  private static final Logger LOG = Logger.getLogger(StandingAugmentor.class);

  private final StandingLookup standing;
  private final Addresses addresses;
  private final Passkeys passkeys;
  private final Realms realms;
  private final StepUpConfiguration configuration;

  StandingAugmentor(
      StandingLookup standing,
      Addresses addresses,
      Passkeys passkeys,
      Realms realms,
      StepUpConfiguration configuration) {
    this.standing = standing;
    this.addresses = addresses;
    this.passkeys = passkeys;
    this.realms = realms;
    this.configuration = configuration;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    return augment(identity, context, Map.of());
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity,
      AuthenticationRequestContext context,
      Map<String, Object> attributes) {
    if (identity.isAnonymous()) {
      return Uni.createFrom().item(identity);
    }
    RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(attributes);
    return context.runBlocking(() -> withStanding(identity, routing));
  }

  /** Before any transaction, and only for an act at the API: pages ask when the key is touched. */
  private void askForPasskey(RoutingContext routing, JsonWebToken token) {
    boolean act =
        routing.request().method() != HttpMethod.GET
            && TouchProof.LEVEL.equals(token.getClaim("acr"))
            && Bearer.of(token).filter(bearer -> bearer.kind() == Bearer.Kind.API).isPresent();
    if (!act || !configuration.coolDown().isPositive()) {
      return;
    }
    try {
      RequestActor.rememberPasskey(
          routing, passkeys.newest(realms.of(token.getIssuer()).orElseThrow(), token.getSubject()));
    } catch (Problem silent) {
      LOG.warn("The age of a passkey could not be asked; acts that need it are refused");
    }
  }

  /** Who is turned away goes on without a role: the answer says why. */
  private boolean passes(Actor actor, @Nullable RoutingContext routing) {
    if (routing == null) {
      return true;
    }
    Optional<TurnedAway> why = standing.refuses(actor, addresses.of(routing.request()));
    why.ifPresent(refused -> refused.remember(routing));
    return why.isEmpty();
  }

  private SecurityIdentity withStanding(
      SecurityIdentity identity, @Nullable RoutingContext routing) {
    JsonWebToken token = identity.getPrincipal() instanceof JsonWebToken jwt ? jwt : null;
    Optional<Actor> actor = token == null ? Optional.empty() : standing.of(token);
    QuarkusSecurityIdentity.Builder known =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(identity.getPrincipal())
            .addCredentials(identity.getCredentials())
            .addAttributes(identity.getAttributes());
    if (token != null && actor.isPresent() && passes(actor.get(), routing)) {
      known.addRoles(
          actor.get().roles().stream().map(Role::key).collect(Collectors.toUnmodifiableSet()));
      if (routing != null) {
        RequestActor.remember(routing, actor.get(), token);
        askForPasskey(routing, token);
      }
    }
    return known.build();
  }
}
