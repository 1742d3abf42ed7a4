package io.chancery.casework;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What staff read of a case at the API is an entry like a look at its pages, whichever address it
 * has; auditors' looks as well. An address added later needs no line here. Whoever cannot have the
 * entry written gets no answer. The case itself is opened by {@link CaseViews#open}.
 */
class ApiLooks {
  private static final String CASES = "/api/v1/cases/";
  private static final String PAGE = "api";

  private final CaseViews views;

  ApiLooks(CaseViews views) {
    this.views = views;
  }

  /** After the answer is there, so that a refusal is no look. */
  @ServerResponseFilter
  public void record(ContainerRequestContext request, ContainerResponseContext response) {
    String path = request.getUriInfo().getRequestUri().getPath();
    String reference = request.getUriInfo().getPathParameters().getFirst("reference");
    if (request.getMethod().equals(HttpMethod.GET)
        && response.getStatus() == 200
        && reference != null
        && path.startsWith(CASES + reference + "/")) {
      views.looked(reference, PAGE);
    }
  }
}
