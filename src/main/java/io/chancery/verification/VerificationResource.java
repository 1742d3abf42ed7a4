package io.chancery.verification;

import io.chancery.access.Role;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks and their conclusion over the API. */
@Path("/api/v1/cases/{reference}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class VerificationResource {

  record CheckJson(@Nullable String name, boolean passed, @Nullable String evidence) {}

  record SeenJson(long seenVersion) {}

  record ReasonJson(long seenVersion, @Nullable String reason) {}

  private final Verifications verifications;
  private final StepEdge edge;

  VerificationResource(Verifications verifications, StepEdge edge) {
    this.verifications = verifications;
    this.edge = edge;
  }

  @GET
  @Path("/checks")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public List<Verifications.CheckView> checks(@PathParam("reference") String reference) {
    return verifications.checks(reference);
  }

  @POST
  @Path("/checks")
  @RolesAllowed(Role.Names.CLERK)
  public List<Verifications.CheckView> record(
      @PathParam("reference") String reference, CheckJson body) {
    verifications.record(
        reference,
        Objects.requireNonNullElse(body.name(), ""),
        body.passed(),
        Objects.requireNonNullElse(body.evidence(), ""));
    return verifications.checks(reference);
  }

  @POST
  @Path("/verification")
  @RolesAllowed(Role.Names.CLERK)
  public StepJson conclude(@PathParam("reference") String reference, SeenJson body) {
    return edge.json(reference, "Verify", verifications.conclude(reference, body.seenVersion()));
  }

  @POST
  @Path("/refusal")
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public StepJson refuse(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference,
        "Refuse",
        verifications.refuse(
            reference, body.seenVersion(), Objects.requireNonNullElse(body.reason(), "")));
  }
}
