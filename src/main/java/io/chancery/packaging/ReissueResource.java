package io.chancery.packaging;

import io.chancery.access.Role;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepJson;
import io.chancery.kernel.ReissueId;
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

/** Issuing a delivered production again, by two, over the API. */
@Path("/api/v1/cases/{reference}/reissues")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ReissueResource {

  record ProposalJson(long seenVersion, @Nullable String recipient, @Nullable String reason) {}

  record AnswerJson(long seenVersion, @Nullable String shown) {}

  record EndJson(long seenVersion, @Nullable String reason) {}

  record ProposedJson(ReissueId reissue, StepJson step) {}

  private final Reissues reissues;
  private final StepEdge edge;

  ReissueResource(Reissues reissues, StepEdge edge) {
    this.reissues = reissues;
    this.edge = edge;
  }

  @GET
  @RolesAllowed({
    Role.Names.CUSTODIAN,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public List<Reissues.ReissueView> all(@PathParam("reference") String reference) {
    return reissues.of(reference);
  }

  @GET
  @Path("/keys")
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER})
  public List<Reissues.KeyView> keys(@PathParam("reference") String reference) {
    return reissues.keys(reference);
  }

  @POST
  @RolesAllowed(Role.Names.CUSTODIAN)
  public ProposedJson propose(@PathParam("reference") String reference, ProposalJson body) {
    Reissues.Proposed proposed =
        reissues.propose(
            reference,
            body.seenVersion(),
            Objects.requireNonNullElse(body.recipient(), ""),
            Objects.requireNonNullElse(body.reason(), ""));
    return new ProposedJson(
        proposed.id(), edge.json(reference, "ProposeReissue", proposed.result()));
  }

  @POST
  @Path("/{reissue}/confirmation")
  @RolesAllowed(Role.Names.APPROVER)
  public StepJson confirm(
      @PathParam("reference") String reference,
      @PathParam("reissue") String reissue,
      AnswerJson body) {
    return edge.json(
        reference,
        "Reissue",
        reissues.confirm(
            reference,
            body.seenVersion(),
            ReissuePages.id(reissue),
            ExclusionPages.digest(body.shown())));
  }

  @POST
  @Path("/{reissue}/rejection")
  @RolesAllowed(Role.Names.APPROVER)
  public StepJson reject(
      @PathParam("reference") String reference,
      @PathParam("reissue") String reissue,
      AnswerJson body) {
    return edge.json(
        reference,
        "RejectReissue",
        reissues.reject(
            reference,
            body.seenVersion(),
            ReissuePages.id(reissue),
            ExclusionPages.digest(body.shown())));
  }

  @POST
  @Path("/ending")
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER})
  public StepJson end(@PathParam("reference") String reference, EndJson body) {
    return edge.json(
        reference,
        "EndReissue",
        reissues.end(reference, body.seenVersion(), Objects.requireNonNullElse(body.reason(), "")));
  }
}
