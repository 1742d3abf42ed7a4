package io.chancery.platform;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Turns away whoever asks too fast, before anything is authenticated or read. */
@ApplicationScoped
class RateLimitDoor {
  private static final Logger LOG = Logger.getLogger(RateLimitDoor.class);
  // After the headers of every answer, before the origin and the sign-in.
  private static final int BEFORE_ORIGIN = 950;

  private final RateLimits limits;
  private final Addresses addresses;
  private final Template page;
  private final Ids ids;

  RateLimitDoor(
      RateLimits limits, Addresses addresses, @Location("problem.html") Template page, Ids ids) {
    this.limits = limits;
    this.addresses = addresses;
    this.page = page;
    this.ids = ids;
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, BEFORE_ORIGIN);
  }

  private void handle(RoutingContext routing) {
    String address = addresses.of(routing.request());
    RateLimits.kindOf(routing.request().method().name(), routing.normalizedPath())
        .flatMap(kind -> limits.count(kind, address))
        .ifPresentOrElse(wait -> refuse(routing, wait), routing::next);
  }

  private void refuse(RoutingContext routing, Duration wait) {
    String instance = ids.next().toString();
    // The address is a person's: not in the log.
    LOG.infof("A request came too fast, instance %s", instance);
    ProblemType type = ProblemType.TOO_FAST;
    Locale language = EarlyProblem.language(routing);
    String remedy = Texts.text(language, "problem_remedy_" + type);
    HttpServerResponse response = EarlyProblem.begin(routing, type, language, wait);
    if (routing.normalizedPath().startsWith("/api/")) {
      response.end(EarlyProblem.body(type, language, instance).put("detail", remedy).encode());
    } else {
      response
          .putHeader("Content-Type", "text/html;charset=utf-8")
          .end(
              page.data("title", Texts.text(language, "problem_" + type))
                  .data("detail", null)
                  .data("status", type.status())
                  .data("remedy", remedy)
                  .data("instance", instance)
                  .data("chrome", PageChrome.anonymous(language))
                  .render());
    }
  }
}
