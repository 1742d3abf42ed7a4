package io.chancery.verification;

import io.chancery.access.Role;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Duplicates;
import io.chancery.casework.StepEdge;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that repeat each other, over the API. */
@Path("/api/v1/triage")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class TriageResource {

  record GroupJson(String agency, List<String> cases, int elsewhere) {
    GroupJson {
      cases = List.copyOf(cases);
    }
  }

  /** As {@link Triage.Choice}, by reference. */
  record ChoiceJson(
      String kept,
      List<String> refused,
      List<String> beside,
      List<String> elsewhere,
      String shown) {
    static ChoiceJson of(Triage.Choice choice) {
      return new ChoiceJson(
          choice.kept().reference(),
          choice.others().stream().map(CaseView::reference).toList(),
          choice.beside().stream().map(CaseView::reference).toList(),
          choice.elsewhere(),
          choice.shown().hex());
    }
  }

  record ShownJson(@Nullable String shown) {}

  private final Triage triage;
  private final Duplicates duplicates;
  private final StepEdge edge;

  TriageResource(Triage triage, Duplicates duplicates, StepEdge edge) {
    this.triage = triage;
    this.duplicates = duplicates;
    this.edge = edge;
  }

  @GET
  @RolesAllowed(Role.Names.CLERK)
  public List<GroupJson> list() {
    return duplicates.groups().stream()
        .map(group ->
            new GroupJson(
                group.cases().getFirst().agency(),
                group.cases().stream().map(CaseViews.Row::reference).toList(),
                group.elsewhere()))
        .toList();
  }

  @GET
  @Path("/{reference}")
  @RolesAllowed(Role.Names.CLERK)
  public ChoiceJson look(@PathParam("reference") String reference) {
    return ChoiceJson.of(triage.look(reference));
  }

  @POST
  @Path("/{reference}")
  @RolesAllowed(Role.Names.CLERK)
  public List<GroupJson> refuse(
      @PathParam("reference") String reference, @Nullable ShownJson body) {
    TriagePages.refused(triage, edge, reference, body == null ? null : body.shown());
    return list();
  }
}
