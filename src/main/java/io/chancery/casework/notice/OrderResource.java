package io.chancery.casework.notice;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Non-disclosure orders over the API. */
@Path("/api/v1/cases/{reference}/orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class OrderResource {

  record CheckJson(boolean confirmed, @Nullable String evidence) {}

  private final NonDisclosureOrders orders;

  OrderResource(NonDisclosureOrders orders) {
    this.orders = orders;
  }

  @GET
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.AGENCY_SYSTEM,
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public List<NonDisclosureOrders.OrderView> all(@PathParam("reference") String reference) {
    return orders.of(reference);
  }

  @POST
  @RolesAllowed({Role.Names.OFFICER, Role.Names.CLERK, Role.Names.APPROVER})
  public Response record(@PathParam("reference") String reference, @Nullable OrderForm form) {
    int unused = orders.record(reference, Objects.requireNonNullElse(form, OrderForm.empty()));
    return Response.status(Response.Status.CREATED).entity(orders.of(reference)).build();
  }

  @POST
  @Path("/{number}/check")
  @RolesAllowed(Role.Names.CLERK)
  public List<NonDisclosureOrders.OrderView> check(
      @PathParam("reference") String reference,
      @PathParam("number") int number,
      @Nullable CheckJson body) {
    CheckJson checked = Objects.requireNonNullElse(body, new CheckJson(false, null));
    orders.check(
        reference, number, checked.confirmed(), Objects.requireNonNullElse(checked.evidence(), ""));
    return orders.of(reference);
  }

  @POST
  @Path("/{number}/end")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.CLERK})
  public List<NonDisclosureOrders.OrderView> lift(
      @PathParam("reference") String reference, @PathParam("number") int number) {
    orders.lift(reference, number);
    return orders.of(reference);
  }
}
