package io.chancery.delivery;

import io.chancery.access.Role;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepJson;
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

/** Recall notice, deletion, corrections and breaches over the API. */
@Path("/api/v1/cases/{reference}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class AfterReleaseResource {

  record ReasonJson(long seenVersion, @Nullable String reason) {}

  record BreachJson(
      @Nullable String production,
      @Nullable String kind,
      @Nullable String noticed,
      @Nullable String words) {
    @Override
    public String toString() {
      return "BreachJson";
    }
  }

  private final Recalls recalls;
  private final Corrections corrections;
  private final Breaches breaches;
  private final StepEdge edge;

  AfterReleaseResource(Recalls recalls, Corrections corrections, Breaches breaches, StepEdge edge) {
    this.recalls = recalls;
    this.corrections = corrections;
    this.breaches = breaches;
    this.edge = edge;
  }

  @GET
  @Path("/recall-notice")
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.AGENCY_SYSTEM,
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.AUDITOR
  })
  public Recalls.View recalled(@PathParam("reference") String reference) {
    return recalls.of(reference).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
  }

  @POST
  @Path("/recall-notice")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public StepJson notice(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference,
        "RecallNotice",
        recalls.notice(reference, body.seenVersion(), text(body.reason())));
  }

  @POST
  @Path("/correction")
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER})
  public StepJson correction(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference,
        "CorrectionNeeded",
        corrections.needed(reference, body.seenVersion(), text(body.reason())));
  }

  @POST
  @Path("/deletion")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Recalls.View deleted(@PathParam("reference") String reference) {
    return recalls.confirm(reference);
  }

  @GET
  @Path("/breaches")
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public List<Breaches.View> breaches(@PathParam("reference") String reference) {
    return breaches.of(reference);
  }

  @POST
  @Path("/breaches")
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public Breaches.View breach(@PathParam("reference") String reference, BreachJson body) {
    return breaches.report(
        reference,
        text(body.production()),
        text(body.kind()),
        text(body.noticed()),
        text(body.words()));
  }

  private static String text(@Nullable String typed) {
    return Objects.requireNonNullElse(typed, "");
  }
}
