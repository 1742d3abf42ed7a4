package io.chancery.access;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * What {@link StepUpRequired} looks like from outside: a challenge (RFC 9470), or the way there.
 */
class StepUpAnswers {
  private final StepUpConfiguration configuration;
  private final CurrentActor current;
  private final Event<StepUpRefused> refused;

  StepUpAnswers(
      StepUpConfiguration configuration, CurrentActor current, Event<StepUpRefused> refused) {
    this.configuration = configuration;
    this.current = current;
    this.refused = refused;
  }

  @ServerExceptionMapper
  public Response answer(StepUpRequired required, RoutingContext routing) {
    refused.fire(new StepUpRefused(current.get(), required.act(), "no-touch"));
    if (routing.normalizedPath().startsWith("/api/")) {
      return Response.status(Response.Status.UNAUTHORIZED)
          .header(
              HttpHeaders.WWW_AUTHENTICATE,
              "Bearer error=\"insufficient_user_authentication\","
                  + " error_description=\"A fresh touch of the passkey is needed\","
                  + " acr_values=\""
                  + TouchProof.LEVEL
                  + "\", max_age=\""
                  + configuration.maxAge().toSeconds()
                  + "\"")
          .type("application/problem+json")
          .entity(
              Map.of(
                  "type",
                  "/problems/step-up-required",
                  "title",
                  "A fresh touch of the passkey is needed",
                  "status",
                  401,
                  "act",
                  required.act()))
          .build();
    }
    String back = pathOf(routing.request().getHeader("Referer"));
    return Response.seeOther(StepUps.begin(current.get(), required.act(), required.object(), back))
        .build();
  }

  /** The page that held the form; its path is all that is taken from the header. */
  private static String pathOf(@Nullable String referrer) {
    try {
      String path = referrer == null ? null : URI.create(referrer).getRawPath();
      return path != null && LocalPath.is(path) ? path : "/";
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }
}
