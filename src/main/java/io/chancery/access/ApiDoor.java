package io.chancery.access;

import io.chancery.platform.EarlyProblem;
import io.chancery.platform.Ids;
import io.chancery.platform.ProblemType;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.VertxException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * The OIDC extension's sign-in, with an answer at the API that says what is wrong: a machine that
 * is told 401 throws a good token away, so it gets 503 while nobody can be asked for the keys. In
 * both cases nobody is let in.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class ApiDoor implements HttpAuthenticationMechanism {
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
  private static final String SILENT = ApiDoor.class.getName();

  private final OidcAuthenticationMechanism oidc;
  private final Ids ids;

  ApiDoor(OidcAuthenticationMechanism oidc, Ids ids) {
    this.oidc = oidc;
    this.ids = ids;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext routing, IdentityProviderManager providers) {
    if (!api(routing)) {
      return oidc.authenticate(routing, providers);
    }
    answers(routing);
    return oidc.authenticate(routing, providers)
        .onFailure(ApiDoor::unanswered)
        .transform(failure -> {
          routing.put(SILENT, true);
          return new AuthenticationFailedException(failure);
        });
  }

  /** Instead of REST's own answer to a token that fails, which has no body. */
  private void answers(RoutingContext routing) {
    BiConsumer<RoutingContext, Throwable> otherwise =
        routing.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
    BiConsumer<RoutingContext, Throwable> answer =
        (event, failure) -> {
          if (DefaultAuthFailureHandler.extractRootCause(failure)
              instanceof AuthenticationFailedException) {
            Cancellable unused = sendChallenge(event).subscribe().with(_ -> {}, event::fail);
          } else {
            otherwise.accept(event, failure);
          }
        };
    routing.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, answer);
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext routing) {
    if (!api(routing)) {
      return HttpAuthenticationMechanism.super.sendChallenge(routing);
    }
    if (routing.get(SILENT) != null) {
      EarlyProblem.send(
          routing, ProblemType.UNAVAILABLE, "identity_provider", ids.next(), RETRY_AFTER);
      return Uni.createFrom().item(true);
    }
    return HttpAuthenticationMechanism.super
        .sendChallenge(routing)
        .invoke(() ->
            EarlyProblem.send(routing, ProblemType.UNAUTHENTICATED, "token", ids.next(), null));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext routing) {
    return oidc.getChallenge(routing);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return oidc.getCredentialTypes();
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext routing) {
    return oidc.getCredentialTransport(routing);
  }

  private static boolean api(RoutingContext routing) {
    return routing.normalizedPath().startsWith("/api/");
  }

  /**
   * Whether the identity provider did not answer, or not with keys: then nothing is known about the
   * token. Other failures, such as the database's while standing is asked, are not its fault.
   */
  static boolean unanswered(Throwable failure) {
    if (!(failure instanceof AuthenticationFailedException || failure instanceof OIDCException)) {
      return false;
    }
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidJwtException || cause instanceof UnresolvableKeyException) {
        return false;
      }
      if (cause instanceof IOException
          || cause instanceof TimeoutException
          || cause instanceof VertxException
          || cause instanceof OIDCException) {
        return true;
      }
    }
    return false;
  }
}
