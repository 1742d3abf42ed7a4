package io.chancery.casework.conflict;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Taking oneself out of a case. */
@Path("/desk/conflicts/{reference}")
class ConflictPages {

  record declare(PageChrome chrome, FormErrors errors, ActPage page, String typed)
      implements TemplateInstance {}

  private final Conflicts conflicts;
  private final Acts forms;

  ConflictPages(Conflicts conflicts, Acts forms) {
    this.conflicts = conflicts;
    this.forms = forms;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, "");
  }

  @POST
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response declare(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("words") @Nullable String typed) {
    String words = Objects.requireNonNullElse(typed, "");
    return forms
        .done(() -> conflicts.declare(reference, words))
        .map(problem -> page(headers, reference, problem, words))
        .orElseGet(() -> Acts.seeOther("/desk"));
  }

  private Response page(
      HttpHeaders headers, String reference, @Nullable Problem problem, String typed) {
    ActPage page = forms.open(headers, "conflicts", reference, problem);
    return Acts.answer(problem, new declare(page.chrome(), page.errors(), page, typed));
  }
}
