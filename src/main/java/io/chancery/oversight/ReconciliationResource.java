package io.chancery.oversight;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Comparisons of reads with grants over the API. */
@Path("/api/v1/oversight/reconciliations")
@Produces(MediaType.APPLICATION_JSON)
class ReconciliationResource {

  record ReconciliationJson(
      UUID id,
      Instant at,
      Instant from,
      Instant until,
      Map<String, Integer> uses,
      List<Finding> findings,
      List<String> unseen,
      String digest) {}

  private final Reconciliations reconciliations;

  ReconciliationResource(Reconciliations reconciliations) {
    this.reconciliations = reconciliations;
  }

  /** The newest comparisons, newest first. */
  @GET
  @RolesAllowed(Role.Names.AUDITOR)
  public List<ReconciliationJson> newest() {
    return reconciliations.newest().stream()
        .map(view ->
            new ReconciliationJson(
                view.id(),
                view.at(),
                view.from(),
                view.until(),
                view.uses(),
                view.findings(),
                view.unseen(),
                view.digest().hex()))
        .toList();
  }
}
