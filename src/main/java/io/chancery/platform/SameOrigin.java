package io.chancery.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a form that another site sends with our cookies, before the form's token is looked at.
 * Browsers say where a request comes from (Fetch Metadata, Origin); what says nothing is no browser
 * or an old one, and still needs the token. The bearer API has no cookies and needs neither.
 */
@ApplicationScoped
class SameOrigin {
  private static final int BEFORE_AUTHENTICATION = 900;
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final String origin;

  SameOrigin(@ConfigProperty(name = "chancery.public-url") String publicUrl) {
    this.origin = publicUrl;
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, BEFORE_AUTHENTICATION);
  }

  private void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (SAFE.contains(request.method())
        || routing.normalizedPath().startsWith("/api/")
        || sameOrigin(request)) {
      routing.next();
    } else {
      routing.response().setStatusCode(403).end();
    }
  }

  private boolean sameOrigin(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return false;
    }
    String from = request.getHeader("Origin");
    return from == null || from.equals(origin);
  }
}
