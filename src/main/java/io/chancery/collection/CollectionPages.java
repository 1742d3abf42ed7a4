package io.chancery.collection;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseViews;
import io.chancery.casework.StepEdge;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The custodian's page of the reading: begin it, watch it, mend it, repeat it. */
@Path("/desk/collection/{reference}")
class CollectionPages {
  private static final String STAGE = "collection";

  private static final Acts.ReasonAct REPEAT =
      new Acts.ReasonAct(
          "collect",
          "Recollect",
          EnumSet.of(CaseStatus.COLLECTED),
          List.of("source-was-incomplete", "source-was-mended", "reading-in-doubt"));

  private static final Acts.ReasonAct CANCEL =
      new Acts.ReasonAct(
          "cancel",
          "CancelCollection",
          EnumSet.of(CaseStatus.COLLECTING),
          List.of("scope-in-doubt", "platform-overloaded", "waiting-for-counsel"));

  record collect(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      ActPage.Touch touch,
      CollectionViews.@Nullable ScopeView scope,
      List<CollectionViews.TaskView> tasks,
      boolean storing,
      boolean ready,
      CasePart.@Nullable Table counts)
      implements TemplateInstance {}

  private final CollectionRuns runs;
  private final CollectionViews shown;
  private final CaseViews views;
  private final Acts forms;
  private final StepEdge edge;

  CollectionPages(
      CollectionRuns runs, CollectionViews shown, CaseViews views, Acts forms, StepEdge edge) {
    this.runs = runs;
    this.shown = shown;
    this.views = views;
    this.forms = forms;
    this.edge = edge;
  }

  @GET
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null);
  }

  @POST
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response begin(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen) {
    return forms
        .taken(reference, seen, "BeginCollection", () -> runs.begin(reference, seen))
        .map(p -> page(headers, reference, p))
        .orElseGet(() -> here(reference));
  }

  @POST
  @Path("/retry")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response retry(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("target") int target) {
    return mended(
        headers,
        reference,
        () ->
            runs.retry(reference, target)
                .ifPresent(why -> edge.require(new CaseReference(reference), "Retry", why)));
  }

  @POST
  @Path("/acknowledgement")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response acknowledge(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("target") int target) {
    return mended(headers, reference, () -> runs.acknowledge(reference, target));
  }

  @GET
  @Path("/collect")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response repeating(
      @Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, REPEAT, null, null);
  }

  @POST
  @Path("/collect")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response repeat(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        REPEAT,
        typed,
        reason -> runs.repeat(reference, seen, reason));
  }

  @GET
  @Path("/cancel")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response cancelling(
      @Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, CANCEL, null, null);
  }

  @POST
  @Path("/cancel")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response cancel(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        CANCEL,
        typed,
        reason -> runs.cancel(reference, seen, reason));
  }

  private Response mended(HttpHeaders headers, String reference, Runnable act) {
    Optional<Problem> problem = forms.done(act);
    return problem.map(p -> page(headers, reference, p)).orElseGet(() -> here(reference));
  }

  private static Response here(String reference) {
    return Acts.seeOther("/desk/collection/" + reference);
  }

  private Response page(HttpHeaders headers, String reference, @Nullable Problem problem) {
    ActPage page = forms.open(headers, STAGE, reference, problem);
    List<CollectionViews.ArtefactView> artefacts = shown.artefacts(reference);
    return Acts.answer(
        problem,
        new collect(
            page.chrome(),
            page.errors(),
            page,
            forms.touch(page, "collect", ""),
            shown.scope(reference).orElse(null),
            shown.tasks(reference),
            views.preserves(page.view().id()),
            page.is(views.preserves(page.view().id()) ? "IN_REVIEW" : "APPROVED"),
            artefacts.isEmpty() ? null : CollectionPart.counts(artefacts, page.chrome())));
  }
}
