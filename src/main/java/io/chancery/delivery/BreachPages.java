package io.chancery.delivery;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Staff report that a production was lost or exposed. */
@Path("/desk/breach/{reference}")
class BreachPages {
  private final BreachForm form;

  BreachPages(BreachForm form) {
    this.form = form;
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
    return form.page(
        headers, reference, back(reference), here(reference), null, BreachForm.Typed.NOTHING);
  }

  @POST
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public Response report(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("production") @Nullable String production,
      @FormParam("kind") @Nullable String kind,
      @FormParam("noticed") @Nullable String noticed,
      @FormParam("words") @Nullable String words) {
    return form.taken(
        headers,
        reference,
        back(reference),
        here(reference),
        BreachForm.Typed.of(production, kind, noticed, words));
  }

  private static String back(String reference) {
    return "/desk/cases/" + reference;
  }

  private static String here(String reference) {
    return "/desk/breach/" + reference;
  }
}
