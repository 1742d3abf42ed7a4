package io.chancery.delivery;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.Acts;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The agency's word that what was recalled is deleted. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class DeletionPages {

  record confirm(
      PageChrome chrome,
      FormErrors errors,
      String reference,
      Recalls.View recalled,
      boolean touched,
      String touch)
      implements TemplateInstance {}

  private final Recalls recalls;
  private final Acts forms;
  private final StepUps stepUps;
  private final PageChromes chromes;

  DeletionPages(Recalls recalls, Acts forms, StepUps stepUps, PageChromes chromes) {
    this.recalls = recalls;
    this.forms = forms;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  @GET
  @Path("requests/case/{reference}/deletion")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null);
  }

  @POST
  @Path("requests/case/{reference}/deletion")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Response confirmed(
      @Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms
        .done(() -> {
          Recalls.View unused = recalls.confirm(reference);
        })
        .map(problem -> page(headers, reference, problem))
        .orElseGet(() -> Acts.seeOther("/requests/case/" + reference));
  }

  private Response page(HttpHeaders headers, String reference, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, "");
    Recalls.View recalled =
        recalls.of(reference).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    String here = "/requests/case/" + reference + "/deletion";
    return Acts.answer(
        problem,
        new confirm(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            reference,
            recalled,
            stepUps.present(Recalls.DELETION, reference),
            stepUps.begin(Recalls.DELETION, reference, here).toString()));
  }
}
