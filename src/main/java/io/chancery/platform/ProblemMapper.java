package io.chancery.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The one place where refusals and failures become HTTP: RFC 9457 for the API, a page for people.
 * Neither repeats what was sent. An unforeseen failure says nothing but an instance that is also in
 * the log line.
 */
@ApplicationScoped
class ProblemMapper {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
  private static final String PROBLEM_JSON = "application/problem+json";

  /** The body of RFC 9457, with the fields at fault. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Body(
      String type,
      String title,
      int status,
      @Nullable String detail,
      String instance,
      @Nullable String code,
      List<FieldBody> errors) {}

  record FieldBody(String field, String code, String detail) {}

  private final Ids ids;
  private final Template page;
  private final CurrentVertxRequest request;
  private final String mode;

  ProblemMapper(
      Ids ids,
      @Location("problem.html") Template page,
      CurrentVertxRequest request,
      @ConfigProperty(name = "chancery.embedded.instance") Optional<String> instance) {
    this.ids = ids;
    this.page = page;
    this.request = request;
    this.mode = instance.map(name -> "mode_" + name).orElse("");
  }

  @ServerExceptionMapper
  Response of(Problem problem, UriInfo uri, HttpHeaders headers) {
    return answer(problem, uri, headers, ids.next().toString());
  }

  @ServerExceptionMapper
  Response of(ForbiddenException refused, UriInfo uri, HttpHeaders headers) {
    TurnedAway why =
        TurnedAway.from(request.getCurrent())
            .orElseGet(() -> new TurnedAway(ProblemType.FORBIDDEN, null));
    Response answer = answer(Problem.of(why.type()), uri, headers, ids.next().toString());
    Duration wait = why.retryAfter();
    return wait == null
        ? answer
        : Response.fromResponse(answer).header("Retry-After", RateLimits.seconds(wait)).build();
  }

  @ServerExceptionMapper
  Response of(JsonProcessingException broken, UriInfo uri, HttpHeaders headers) {
    return answer(
        Problem.of(ProblemType.MALFORMED, "json_malformed"), uri, headers, ids.next().toString());
  }

  /** The runtime's own answer to these would be no problem body, and would repeat what was sent. */
  @ServerExceptionMapper
  Response of(MismatchedInputException broken, UriInfo uri, HttpHeaders headers) {
    String field =
        broken.getPath().stream()
            .map(step ->
                step.getFieldName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getFieldName())
            .collect(Collectors.joining())
            .replaceFirst("^\\.", "");
    // An unknown member's name is the sender's own words.
    Problem problem =
        broken instanceof UnrecognizedPropertyException || field.isEmpty()
            ? Problem.of(ProblemType.MALFORMED, "json_malformed")
            : Problem.invalid(field, "json_type");
    return answer(problem, uri, headers, ids.next().toString());
  }

  @ServerExceptionMapper
  Response of(WebApplicationException thrown, UriInfo uri, HttpHeaders headers) {
    Response response = thrown.getResponse();
    if (thrown.getCause() instanceof MismatchedInputException mismatch) {
      return of(mismatch, uri, headers);
    }
    if (thrown.getCause() instanceof JsonProcessingException broken) {
      return of(broken, uri, headers);
    }
    ProblemType type =
        switch (response.getStatus()) {
          case 400 -> ProblemType.MALFORMED;
          case 401 -> ProblemType.UNAUTHENTICATED;
          case 403 -> ProblemType.FORBIDDEN;
          case 404 -> ProblemType.NOT_FOUND;
          case 405 -> ProblemType.METHOD_NOT_ALLOWED;
          case 406 -> ProblemType.NOT_ACCEPTABLE;
          case 413 -> ProblemType.TOO_LARGE;
          case 415 -> ProblemType.UNSUPPORTED_TYPE;
          default -> null;
        };
    if (type == null) {
      return response.getStatus() >= 500 ? unforeseen(thrown, uri, headers) : response;
    }
    return answer(Problem.of(type), uri, headers, ids.next().toString());
  }

  @ServerExceptionMapper
  Response unforeseen(Throwable thrown, UriInfo uri, HttpHeaders headers) {
    if (thrown instanceof UnauthorizedException
        || thrown instanceof AuthenticationFailedException) {
      return answer(Problem.of(ProblemType.UNAUTHENTICATED), uri, headers, ids.next().toString());
    }
    String instance = ids.next().toString();
    LOG.errorf(thrown, "Unforeseen failure, instance %s", instance);
    return answer(Problem.of(ProblemType.INTERNAL), uri, headers, instance);
  }

  private Response answer(Problem problem, UriInfo uri, HttpHeaders headers, String instance) {
    boolean api = uri.getPath().startsWith("/api/") || uri.getPath().startsWith("api/");
    Locale language =
        api ? Texts.bestOf(headers.getAcceptableLanguages()) : PageChrome.language(headers);
    String title = Texts.text(language, "problem_" + problem.type());
    String code = problem.code();
    String detail = code.isEmpty() ? null : Texts.text(language, textKey(code));
    Response.ResponseBuilder response = Response.status(problem.type().status());
    if (api) {
      response
          .type(PROBLEM_JSON)
          .entity(
              new Body(
                  "/problems/" + problem.type().slug(),
                  title,
                  problem.type().status(),
                  detail,
                  "urn:uuid:" + instance,
                  code.isEmpty() ? null : code,
                  problem.errors().stream()
                      .map(e ->
                          new FieldBody(
                              e.field(), e.code(), Texts.text(language, "error_" + e.code())))
                      .toList()));
    } else {
      response
          .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
          .entity(
              page.data("title", title)
                  .data("detail", detail)
                  .data("status", problem.type().status())
                  .data("remedy", Texts.text(language, "problem_remedy_" + problem.type()))
                  .data("instance", instance)
                  .data("chrome", new PageChrome(language, null, null, List.of(), mode))
                  .render());
    }
    return response.header("Content-Language", language.getLanguage()).build();
  }

  private static String textKey(String code) {
    return code.startsWith("guard_") ? code : "error_" + code;
  }
}
