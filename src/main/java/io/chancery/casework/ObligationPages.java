package io.chancery.casework;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Naming the process that follows an emergency. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class ObligationPages {

  record name(
      PageChrome chrome,
      FormErrors errors,
      String reference,
      Obligations.View owed,
      String followUp)
      implements TemplateInstance {}

  private final Obligations obligations;
  private final Acts forms;
  private final PageChromes chromes;

  ObligationPages(Obligations obligations, Acts forms, PageChromes chromes) {
    this.obligations = obligations;
    this.forms = forms;
    this.chromes = chromes;
  }

  @GET
  @Path("requests/case/{reference}/follow-up")
  @RolesAllowed(Role.Names.OFFICER)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return named(headers, reference, null, "");
  }

  @POST
  @Path("requests/case/{reference}/follow-up")
  @RolesAllowed(Role.Names.OFFICER)
  public Response meet(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("followUp") @Nullable String typed) {
    String followUp = Objects.requireNonNullElse(typed, "");
    return forms
        .done(() -> obligations.meet(reference, followUp))
        .map(problem -> named(headers, reference, problem, followUp))
        .orElseGet(() -> Acts.seeOther("/requests/case/" + reference));
  }

  private Response named(
      HttpHeaders headers, String reference, @Nullable Problem problem, String followUp) {
    PageChrome chrome = chromes.of(headers, "");
    FormErrors errors =
        problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language());
    Obligations.View owed =
        obligations.of(reference).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    return Acts.answer(problem, new name(chrome, errors, reference, owed, followUp));
  }
}
