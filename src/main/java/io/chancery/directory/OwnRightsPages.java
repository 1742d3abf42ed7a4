package io.chancery.directory;

import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

/** What the person who reads holds, and what they may ask for: a role for hours, an absence. */
@Path("/desk/directory/own")
class OwnRightsPages {
  private static final String HERE = "/desk/directory/own";
  private static final String ACTS = "/{act:elevation|emergency|absence}";

  private final StaffViews views;
  private final StaffForms forms;
  private final CurrentActor current;
  private final PageChromes chromes;

  OwnRightsPages(StaffViews views, StaffForms forms, CurrentActor current, PageChromes chromes) {
    this.views = views;
    this.forms = forms;
    this.current = current;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public Response look(@Context HttpHeaders headers) {
    return StaffForms.answer(
        null,
        new StaffPages.one(
            chromes.of(headers, HERE), views.one(current.get().id()), HERE, true, false, false));
  }

  @GET
  @Path(ACTS)
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public Response asking(@Context HttpHeaders headers, @PathParam("act") String act) {
    return forms.page(
        headers,
        current.get().id(),
        StaffAct.of(act).orElseThrow(),
        HERE,
        new StaffTyped(null),
        null);
  }

  @POST
  @Path(ACTS)
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public Response ask(
      @Context HttpHeaders headers,
      @PathParam("act") String act,
      MultivaluedMap<String, String> form) {
    return forms.done(
        headers, current.get().id(), StaffAct.of(act).orElseThrow(), HERE, new StaffTyped(form));
  }
}
