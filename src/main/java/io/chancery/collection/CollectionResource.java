package io.chancery.collection;

import io.chancery.access.Role;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepJson;
import io.chancery.kernel.CaseReference;
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

/** Collection over the API. */
@Path("/api/v1/cases/{reference}/collection")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class CollectionResource {

  record CollectionJson(
      List<CollectionViews.TaskView> tasks, List<CollectionViews.ArtefactView> artefacts) {}

  record SeenJson(long seenVersion) {}

  record ReasonJson(long seenVersion, @Nullable String reason) {}

  private final CollectionRuns runs;
  private final CollectionViews shown;
  private final StepEdge edge;

  CollectionResource(CollectionRuns runs, CollectionViews shown, StepEdge edge) {
    this.runs = runs;
    this.shown = shown;
    this.edge = edge;
  }

  @GET
  @RolesAllowed({
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public CollectionJson view(@PathParam("reference") String reference) {
    return new CollectionJson(shown.tasks(reference), shown.artefacts(reference));
  }

  @POST
  @RolesAllowed(Role.Names.CUSTODIAN)
  public StepJson begin(@PathParam("reference") String reference, SeenJson body) {
    return edge.json(reference, "BeginCollection", runs.begin(reference, body.seenVersion()));
  }

  @POST
  @Path("/cancellation")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public StepJson cancel(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference,
        "CancelCollection",
        runs.cancel(reference, body.seenVersion(), Objects.requireNonNullElse(body.reason(), "")));
  }

  @POST
  @Path("/repetition")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public StepJson repeat(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference,
        "Recollect",
        runs.repeat(reference, body.seenVersion(), Objects.requireNonNullElse(body.reason(), "")));
  }

  @POST
  @Path("/{target}/retry")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.Names.CUSTODIAN)
  public void retry(@PathParam("reference") String reference, @PathParam("target") int target) {
    runs.retry(reference, target)
        .ifPresent(why -> edge.require(new CaseReference(reference), "Retry", why));
  }

  @POST
  @Path("/{target}/acknowledgement")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.Names.CUSTODIAN)
  public void acknowledge(
      @PathParam("reference") String reference, @PathParam("target") int target) {
    runs.acknowledge(reference, target);
  }
}
