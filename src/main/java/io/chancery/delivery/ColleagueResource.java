package io.chancery.delivery;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Naming colleagues for a hand-over, over the API. */
@Path("/api/v1/cases/{reference}/colleagues")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ColleagueResource {

  record OfficerJson(@Nullable String officer) {}

  private final Colleagues colleagues;

  ColleagueResource(Colleagues colleagues) {
    this.colleagues = colleagues;
  }

  @GET
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Colleagues.View named(@PathParam("reference") String reference) {
    return colleagues.of(reference);
  }

  @POST
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Colleagues.View name(@PathParam("reference") String reference, OfficerJson body) {
    return colleagues.name(reference, Objects.requireNonNullElse(body.officer(), ""));
  }

  @POST
  @Path("/end")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Colleagues.View takeOff(@PathParam("reference") String reference, OfficerJson body) {
    return colleagues.takeOff(reference, Objects.requireNonNullElse(body.officer(), ""));
  }
}
