package io.chancery.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * A form that arrives after its session ended cannot be carried through a sign-in: browsers refuse
 * to follow it to another site, and its fields would be lost on the way. It gets a page that says
 * so instead of the redirect to the identity provider. So does a sign-in that came back with
 * something that cannot be believed, such as a token from another time: its answer has no words.
 */
@ApplicationScoped
class SessionEnded {
  private static final int BEFORE_AUTHENTICATION = 950;
  private static final int SEE_OTHER = 303;
  private static final int UNAUTHORIZED = 401;

  private final Realms realms;

  SessionEnded(Realms realms) {
    this.realms = realms;
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, BEFORE_AUTHENTICATION);
  }

  private void handle(RoutingContext routing) {
    if (routing.request().method() == HttpMethod.POST) {
      routing.addHeadersEndHandler(_ -> turn(routing.response()));
    } else if (comesBack(routing)) {
      routing.addHeadersEndHandler(_ -> say(routing.response()));
    }
    routing.next();
  }

  /** Whether this is the identity provider's answer to a sign-in (RFC 6749, section 4.1.2). */
  private static boolean comesBack(RoutingContext routing) {
    return routing.request().getParam("code") != null
        && routing.request().getParam("state") != null;
  }

  private static void say(HttpServerResponse response) {
    if (response.getStatusCode() == UNAUTHORIZED && !response.headers().contains("Content-Type")) {
      response.setStatusCode(SEE_OTHER);
      response.headers().set("Location", "/sign-in-failed");
    }
  }

  private void turn(HttpServerResponse response) {
    String location = response.headers().get("Location");
    if (location == null || response.getStatusCode() / 100 != 3) {
      return;
    }
    for (String realm : new String[] {Realms.AGENCY, Realms.STAFF}) {
      if (location.startsWith(realms.issuer(realm) + "/")) {
        response.setStatusCode(SEE_OTHER);
        response.headers().set("Location", "/session-ended/" + realm);
      }
    }
  }
}
