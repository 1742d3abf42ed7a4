package io.chancery.casework;

import io.chancery.access.Role;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
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

/** The process owed after an emergency, over the API. */
@Path("/api/v1/cases/{reference}/follow-up")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ObligationResource {

  record FollowUpJson(@Nullable String followUp) {}

  private final Obligations obligations;

  ObligationResource(Obligations obligations) {
    this.obligations = obligations;
  }

  @GET
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR, Role.Names.CLERK})
  public Obligations.View one(@PathParam("reference") String reference) {
    return obligations.of(reference).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
  }

  @POST
  @RolesAllowed(Role.Names.OFFICER)
  public Obligations.View meet(@PathParam("reference") String reference, FollowUpJson body) {
    obligations.meet(reference, Objects.requireNonNullElse(body.followUp(), ""));
    return one(reference);
  }
}
