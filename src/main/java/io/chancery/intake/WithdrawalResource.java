package io.chancery.intake;

import io.chancery.access.Role;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Withdrawal over the API. */
@Path("/api/v1/cases/{reference}/withdrawal")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class WithdrawalResource {

  record ReasonJson(long seenVersion, @Nullable String reason) {}

  private final Submissions submissions;
  private final StepEdge edge;

  WithdrawalResource(Submissions submissions, StepEdge edge) {
    this.submissions = submissions;
    this.edge = edge;
  }

  @POST
  @RolesAllowed(Role.Names.OFFICER)
  public StepJson withdraw(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference,
        "Withdraw",
        submissions.withdraw(
            reference, body.seenVersion(), Objects.requireNonNullElse(body.reason(), "")));
  }
}
