package io.chancery.casework;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who works on a case, over the API. */
@Path("/api/v1/cases/{reference}/assignment")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class AssignmentResource {
  private static final String ME = "me";
  private static final String NOBODY = "nobody";

  /** {@code to}: {@code me}, {@code nobody}, or the id of a colleague. */
  record ToJson(@Nullable String to) {}

  private final Assignments assignments;

  AssignmentResource(Assignments assignments) {
    this.assignments = assignments;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public Assignments.AssignmentView look(@PathParam("reference") String reference) {
    return assignments.of(reference);
  }

  @PUT
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public Assignments.AssignmentView assign(@PathParam("reference") String reference, ToJson body) {
    switch (Objects.requireNonNullElse(body.to(), "")) {
      case ME -> assignments.take(reference);
      case NOBODY -> assignments.release(reference);
      case String colleague -> assignments.handOver(reference, colleague);
    }
    return assignments.of(reference);
  }
}
