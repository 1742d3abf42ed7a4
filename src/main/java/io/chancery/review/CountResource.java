package io.chancery.review;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What is known of the targets before a decision, over the API. */
@Path("/api/v1/cases/{reference}/counts")
@Produces(MediaType.APPLICATION_JSON)
class CountResource {
  private final Counts counts;

  CountResource(Counts counts) {
    this.counts = counts;
  }

  @GET
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public List<TargetFindings> findings(@PathParam("reference") String reference) {
    return counts.look(reference);
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.Names.REVIEWER)
  public void count(@PathParam("reference") String reference) {
    counts.count(reference);
  }
}
