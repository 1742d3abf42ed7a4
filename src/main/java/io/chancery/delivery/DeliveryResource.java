package io.chancery.delivery;

import io.chancery.access.Role;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepJson;
import io.chancery.kernel.Sha256;
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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Release over the API. */
@Path("/api/v1/cases/{reference}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class DeliveryResource {

  record ReleaseJson(long seenVersion, @Nullable String shown) {}

  record ReasonJson(long seenVersion, @Nullable String reason) {}

  private final Deliveries deliveries;
  private final Releases releases;
  private final Receipts receipts;
  private final StepEdge edge;

  DeliveryResource(Deliveries deliveries, Releases releases, Receipts receipts, StepEdge edge) {
    this.deliveries = deliveries;
    this.releases = releases;
    this.receipts = receipts;
    this.edge = edge;
  }

  @GET
  @Path("/sealed")
  @RolesAllowed({
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.AUDITOR
  })
  public Releases.SealedView sealed(@PathParam("reference") String reference) {
    return releases.sealed(reference).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  @POST
  @Path("/release")
  @RolesAllowed(Role.Names.RELEASER)
  public StepJson release(@PathParam("reference") String reference, ReleaseJson body) {
    return edge.json(
        reference,
        "Release",
        releases.release(reference, body.seenVersion(), digest("shown", body.shown())));
  }

  @POST
  @Path("/recall")
  @RolesAllowed({Role.Names.RELEASER, Role.Names.REVIEWER, Role.Names.APPROVER})
  public StepJson recall(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference,
        "Recall",
        releases.recall(
            reference, body.seenVersion(), Objects.requireNonNullElse(body.reason(), "")));
  }

  @GET
  @Path("/deliveries")
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.AGENCY_SYSTEM,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.AUDITOR
  })
  public List<Deliveries.GrantView> grants(@PathParam("reference") String reference) {
    return deliveries.grants(reference);
  }

  @GET
  @Path("/receipts")
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.AGENCY_SYSTEM,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.AUDITOR
  })
  public List<Receipts.View> receipts(@PathParam("reference") String reference) {
    return receipts.of(reference);
  }

  static Sha256 digest(String field, @Nullable String typed) {
    try {
      return new Sha256(Objects.requireNonNullElse(typed, ""));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(field, "digest_shape");
    }
  }
}
