package io.chancery.delivery;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.DeskWords;
import io.chancery.casework.Timelines;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The second gate: a releaser sees what lies sealed and who did what, and hands it over. */
@Path("/desk/release/{reference}")
class ReleasePages {
  private static final String STAGE = "release";

  /** What another person must have done before: the releaser is none of them. */
  private static final Set<String> BEFORE =
      Set.of(
          "RequestVerified",
          "DecisionProposed",
          "DecisionApproved",
          "DecisionCosigned",
          "CollectionBegun",
          "ArtefactsAccepted",
          "PackageSealed");

  private static final Acts.ReasonAct RECALL =
      new Acts.ReasonAct(
          "recall",
          "Recall",
          EnumSet.of(CaseStatus.RELEASED),
          List.of("released-in-error", "order-withdrawn", "recipient-key-compromised"));

  record release(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      ActPage.Touch touch,
      Releases.@Nullable SealedView sealed,
      List<Timelines.Line> before)
      implements TemplateInstance {}

  private final Releases releases;
  private final Timelines timelines;
  private final Acts forms;

  ReleasePages(Releases releases, Timelines timelines, Acts forms) {
    this.releases = releases;
    this.timelines = timelines;
    this.forms = forms;
  }

  @GET
  @RolesAllowed(Role.Names.RELEASER)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null);
  }

  @POST
  @RolesAllowed(Role.Names.RELEASER)
  public Response release(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("shown") @Nullable String shown) {
    return forms
        .taken(
            reference,
            seen,
            "Release",
            () -> releases.release(reference, seen, DeliveryResource.digest("shown", shown)))
        .map(p -> page(headers, reference, p))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  @GET
  @Path("/recall")
  @RolesAllowed({Role.Names.RELEASER, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response recalling(
      @Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, RECALL, null, null);
  }

  @POST
  @Path("/recall")
  @RolesAllowed({Role.Names.RELEASER, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response recall(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        RECALL,
        typed,
        reason -> releases.recall(reference, seen, reason));
  }

  private Response page(HttpHeaders headers, String reference, @Nullable Problem problem) {
    ActPage page = forms.open(headers, STAGE, reference, problem);
    return Acts.answer(
        problem,
        new release(
            page.chrome(),
            page.errors(),
            page,
            forms.touch(page, "release", ""),
            releases.sealed(reference).orElse(null),
            DeskWords.named(
                page.chrome(),
                timelines.of(reference, page.chrome().language()).stream()
                    .filter(line -> BEFORE.contains(line.event()))
                    .toList())));
  }
}
