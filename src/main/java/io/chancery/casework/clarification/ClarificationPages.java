package io.chancery.casework.clarification;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.casework.Acts;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The platform's questions, answered by the agency. */
@Path("/requests/case/{reference}/questions")
@Produces(MediaType.TEXT_HTML)
class ClarificationPages {

  record answer(
      PageChrome chrome,
      FormErrors errors,
      FormErrors nothing,
      String reference,
      List<Clarifications.Question> questions,
      int answering,
      String typed)
      implements TemplateInstance {}

  private final Clarifications clarifications;
  private final Acts forms;
  private final PageChromes chromes;

  ClarificationPages(Clarifications clarifications, Acts forms, PageChromes chromes) {
    this.clarifications = clarifications;
    this.forms = forms;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, 0, "");
  }

  @POST
  @Path("/{number:\\d+}")
  @RolesAllowed(Role.Names.OFFICER)
  public Response answer(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("number") int number,
      @FormParam("answer") @Nullable String typed) {
    String words = Objects.requireNonNullElse(typed, "");
    return forms
        .done(() -> clarifications.answer(reference, number, words))
        .map(problem -> page(headers, reference, problem, number, words))
        .orElseGet(() -> Acts.seeOther("/requests/case/" + reference));
  }

  private Response page(
      HttpHeaders headers,
      String reference,
      @Nullable Problem problem,
      int answering,
      String typed) {
    PageChrome chrome = chromes.of(headers, "");
    FormErrors errors =
        problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language());
    return Acts.answer(
        problem,
        new answer(
            chrome,
            errors,
            FormErrors.none(),
            reference,
            clarifications.of(reference),
            answering,
            typed));
  }
}
