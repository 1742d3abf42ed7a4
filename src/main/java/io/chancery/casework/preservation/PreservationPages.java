package io.chancery.casework.preservation;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.Acts;
import io.chancery.casework.StepEdge;
import io.chancery.kernel.CaseReference;
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
import org.jspecify.annotations.Nullable;

/** The term of an agency's preservation, and its renewal. */
@Path("/requests/case/{reference}/preservation")
@Produces(MediaType.TEXT_HTML)
class PreservationPages {

  record term(
      PageChrome chrome,
      FormErrors errors,
      String reference,
      Preservations.Term term,
      boolean touched,
      String touch)
      implements TemplateInstance {}

  private final Preservations preservations;
  private final Acts forms;
  private final StepUps stepUps;
  private final StepEdge edge;
  private final PageChromes chromes;

  PreservationPages(
      Preservations preservations,
      Acts forms,
      StepUps stepUps,
      StepEdge edge,
      PageChromes chromes) {
    this.preservations = preservations;
    this.forms = forms;
    this.stepUps = stepUps;
    this.edge = edge;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.OFFICER)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null);
  }

  @POST
  @RolesAllowed(Role.Names.OFFICER)
  public Response extend(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen) {
    return forms
        .done(() -> {
          var unused =
              edge.require(
                  new CaseReference(reference), "Extend", preservations.extend(reference, seen));
        })
        .map(problem -> page(headers, reference, problem))
        .orElseGet(() -> Acts.seeOther("/requests/case/" + reference));
  }

  private Response page(HttpHeaders headers, String reference, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, "");
    FormErrors errors =
        problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language());
    Preservations.Term term =
        preservations.term(reference).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    String here = "/requests/case/" + reference + "/preservation";
    return Acts.answer(
        problem,
        new term(
            chrome,
            errors,
            reference,
            term,
            stepUps.present(Preservations.ACT, reference),
            stepUps.begin(Preservations.ACT, reference, here).toString()));
  }
}
