package io.chancery.casework;

import io.chancery.access.Role;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who works on a case: take it, hand it over, give it back. */
@Path("/desk/assignment/{reference}")
class AssignmentPages {

  record assign(
      PageChrome chrome,
      FormErrors errors,
      String reference,
      String at,
      Assignments.AssignmentView assigned,
      List<Option> colleagues)
      implements TemplateInstance {}

  private final Assignments assignments;
  private final Acts forms;

  AssignmentPages(Assignments assignments, Acts forms) {
    this.assignments = assignments;
    this.forms = forms;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null);
  }

  @POST
  @Path("/take")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public Response take(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return done(headers, reference, () -> assignments.take(reference));
  }

  @POST
  @Path("/hand-over")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public Response handOver(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("colleague") @Nullable String colleague) {
    String to = Objects.requireNonNullElse(colleague, "");
    return done(headers, reference, () -> assignments.handOver(reference, to));
  }

  @POST
  @Path("/release")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public Response release(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return done(headers, reference, () -> assignments.release(reference));
  }

  private Response done(HttpHeaders headers, String reference, Runnable act) {
    return forms
        .done(act)
        .map(problem -> page(headers, reference, problem))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  private Response page(HttpHeaders headers, String reference, @Nullable Problem problem) {
    ActPage page = forms.open(headers, "assignment", reference, problem);
    Assignments.AssignmentView assigned = assignments.of(reference);
    List<Option> colleagues = new ArrayList<>();
    colleagues.add(new Option("", page.chrome().text("desk_choose"), false));
    assigned.colleagues().forEach(c -> colleagues.add(new Option(c.id(), c.name(), false)));
    return Acts.answer(
        problem,
        new assign(page.chrome(), page.errors(), reference, page.here(), assigned, colleagues));
  }
}
