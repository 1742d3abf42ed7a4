package io.chancery.oversight;

import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** Everything that a staff member did, saw and could do, over the API. */
@Path("/api/v1/oversight/people/{person}")
class PersonResource {
  private final Investigations investigations;
  private final InvestigationExport export;

  PersonResource(Investigations investigations, InvestigationExport export) {
    this.investigations = investigations;
    this.export = export;
  }

  /** Streamed: as long as the person has worked here. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.AUDITOR)
  public Response one(
      @PathParam("person") String person,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("until") @DefaultValue("") String until) {
    Investigation asked =
        investigations.open(person(person), investigations.period(from, until), "json");
    StreamingOutput body = out -> export.json(asked, out);
    return Response.ok(body).header("Cache-Control", "no-store").build();
  }

  static ActorId person(String id) {
    try {
      return ActorId.parse(id);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }
}
