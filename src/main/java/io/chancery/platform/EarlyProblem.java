package io.chancery.platform;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Problems of the API that are answered before any resource runs (RFC 9457). */
public final class EarlyProblem {
  private EarlyProblem() {}

  /**
   * Ends the response, unless something else has.
   *
   * @param code the problem's code; its text is {@code error_<code>}
   * @param instance a fresh id of this answer
   * @param retryAfter after which to come back; null when waiting does not help
   */
  public static void send(
      RoutingContext routing,
      ProblemType type,
      String code,
      UUID instance,
      @Nullable Duration retryAfter) {
    if (routing.response().ended()) {
      return;
    }
    Locale language = language(routing);
    HttpServerResponse response = begin(routing, type, language, retryAfter);
    response.end(
        body(type, language, instance.toString())
            .put("detail", Texts.text(language, "error_" + code))
            .put("code", code)
            .encode());
  }

  static HttpServerResponse begin(
      RoutingContext routing, ProblemType type, Locale language, @Nullable Duration retryAfter) {
    HttpServerResponse response =
        routing
            .response()
            .setStatusCode(type.status())
            .putHeader("Content-Type", "application/problem+json")
            .putHeader("Content-Language", language.getLanguage());
    return retryAfter == null
        ? response
        : response.putHeader("Retry-After", String.valueOf(RateLimits.seconds(retryAfter)));
  }

  static JsonObject body(ProblemType type, Locale language, String instance) {
    return new JsonObject()
        .put("type", "/problems/" + type.slug())
        .put("title", Texts.text(language, "problem_" + type))
        .put("status", type.status())
        .put("instance", "urn:uuid:" + instance);
  }

  /** As on every page: what was chosen, else what the browser asks for. */
  static Locale language(RoutingContext routing) {
    Cookie chosen = routing.request().getCookie(PageChrome.LANGUAGE_COOKIE);
    return Texts.bestOf(
        chosen == null
            ? routing.acceptableLanguages().stream()
                .map(wanted -> Locale.forLanguageTag(wanted.tag()))
                .toList()
            : List.of(Locale.forLanguageTag(chosen.getValue())));
  }
}
