package io.chancery.casework;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
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

/** Taking up the process that an agency did not bring after an emergency. */
@Path("/desk/obligations/{reference}")
@Produces(MediaType.TEXT_HTML)
class OverduePages {

  record escalate(PageChrome chrome, FormErrors errors, String reference, Obligations.View owed)
      implements TemplateInstance {}

  private final Obligations obligations;
  private final Acts forms;
  private final PageChromes chromes;

  OverduePages(Obligations obligations, Acts forms, PageChromes chromes) {
    this.obligations = obligations;
    this.forms = forms;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.CLERK)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null);
  }

  @POST
  @RolesAllowed(Role.Names.CLERK)
  public Response take(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms
        .done(() -> obligations.escalate(reference))
        .map(problem -> page(headers, reference, problem))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  private Response page(HttpHeaders headers, String reference, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, "");
    FormErrors errors =
        problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language());
    Obligations.View owed =
        obligations.of(reference).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    forms.looked(reference, "obligations");
    return Acts.answer(problem, new escalate(chrome, errors, reference, owed));
  }
}
