package io.chancery;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import io.restassured.filter.Filter;
import java.net.URI;

/** Compares every answer of the API that a test receives with the hand-written description. */
public final class OpenApi {
  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createFor("META-INF/openapi.yaml")
          .withLevelResolver(
              LevelResolver.create()
                  .withLevel("validation.response.body.unexpected", ValidationReport.Level.IGNORE)
                  .build())
          .build();

  /** The filter: an answer that the description does not know fails the test. */
  public static final Filter DESCRIBED =
      (request, response, context) -> {
        var answer = context.next(request, response);
        String path = URI.create(request.getURI()).getPath();
        if (path.startsWith("/api/")) {
          SimpleResponse.Builder seen = SimpleResponse.Builder.status(answer.statusCode());
          answer.headers().forEach(h -> seen.withHeader(h.getName(), h.getValue()));
          if (answer.contentType() != null && answer.contentType().contains("json")) {
            seen.withBody(answer.asString());
          } else if (answer.statusCode() != 204) {
            seen.withBody(answer.asByteArray());
          }
          ValidationReport report =
              VALIDATOR.validateResponse(
                  path, Request.Method.valueOf(request.getMethod()), seen.build());
          if (report.hasErrors()) {
            throw new AssertionError(
                request.getMethod()
                    + " "
                    + path
                    + " "
                    + answer.statusCode()
                    + ": "
                    + report.getMessages());
          }
        }
        return answer;
      };

  private OpenApi() {}
}
