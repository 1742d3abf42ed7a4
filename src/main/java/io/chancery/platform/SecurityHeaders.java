package io.chancery.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What every answer tells the browser: take nothing from elsewhere, be framed by nobody, keep no
 * copy. A resource may set its own Cache-Control; the rest is not negotiable.
 */
@ApplicationScoped
class SecurityHeaders {
  private static final int FIRST = 1000;
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  private static final String SANDBOX = "sandbox";

  private final boolean https;

  SecurityHeaders(@ConfigProperty(name = "chancery.public-url") String publicUrl) {
    this.https = publicUrl.startsWith("https:");
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, FIRST);
  }

  private void handle(RoutingContext routing) {
    routing.addHeadersEndHandler(_ -> add(routing));
    routing.next();
  }

  private void add(RoutingContext routing) {
    MultiMap headers = routing.response().headers();
    String path = routing.normalizedPath();
    // The development console of Quarkus is not ours, and absent in production.
    if (!path.startsWith("/q/dev")) {
      // Tightening is allowed: a document that somebody uploaded is served as from nowhere.
      boolean sandbox = SANDBOX.equals(headers.get("Content-Security-Policy"));
      headers.set("Content-Security-Policy", sandbox ? POLICY + "; " + SANDBOX : POLICY);
    }
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    if (!path.startsWith("/assets/") && !headers.contains("Cache-Control")) {
      headers.set("Cache-Control", "no-store");
    }
    if (https) {
      headers.set("Strict-Transport-Security", "max-age=63072000");
    }
  }
}
