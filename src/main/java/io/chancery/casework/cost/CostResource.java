package io.chancery.casework.cost;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a case costs its agency, over the API. */
@Path("/api/v1/cases/{reference}/costs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class CostResource {

  /** Hours by activity. */
  record HoursJson(@Nullable Map<String, @Nullable String> hours) {}

  record ShownJson(@Nullable String shown) {}

  record ReasonJson(@Nullable String reason) {}

  private final Costs costs;
  private final CostViews views;

  CostResource(Costs costs, CostViews views) {
    this.costs = costs;
    this.views = views;
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
  public CostViews.CostView look(@PathParam("reference") String reference) {
    return views.of(reference);
  }

  @POST
  @Path("/proposals")
  @RolesAllowed(Role.Names.CLERK)
  public CostViews.CostView propose(
      @PathParam("reference") String reference, @Nullable HoursJson body) {
    Map<String, String> hours = new HashMap<>();
    if (body != null && body.hours() != null) {
      body.hours()
          .forEach((activity, typed) -> hours.put(activity, Objects.requireNonNullElse(typed, "")));
    }
    costs.propose(reference, hours);
    return views.of(reference);
  }

  @POST
  @Path("/proposals/{number}/issue")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public CostViews.CostView issue(
      @PathParam("reference") String reference,
      @PathParam("number") int number,
      @Nullable ShownJson body) {
    costs.issue(reference, number, CostPages.digest(body == null ? null : body.shown()));
    return views.of(reference);
  }

  @POST
  @Path("/proposals/{number}/rejection")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public CostViews.CostView reject(
      @PathParam("reference") String reference,
      @PathParam("number") int number,
      @Nullable ShownJson body) {
    costs.reject(reference, number, CostPages.digest(body == null ? null : body.shown()));
    return views.of(reference);
  }

  @POST
  @Path("/waiver")
  @RolesAllowed(Role.Names.CLERK)
  public CostViews.CostView waive(
      @PathParam("reference") String reference, @Nullable ReasonJson body) {
    costs.waive(reference, body == null ? "" : Objects.requireNonNullElse(body.reason(), ""));
    return views.of(reference);
  }
}
