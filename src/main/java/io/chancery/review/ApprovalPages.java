package io.chancery.review;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.Emergencies;
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
import org.jspecify.annotations.Nullable;

/** The approver's pages: sign what is shown, send it back, stop the case or reopen it. */
@Path("/desk/approval/{reference}")
class ApprovalPages {
  private static final String STAGE = "approval";

  static final Acts.ReasonAct SEND_BACK =
      new Acts.ReasonAct(
          "send-back",
          "SendBack",
          EnumSet.of(CaseStatus.AWAITING_APPROVAL),
          List.of("needs-narrowing", "needs-explanation", "facts-missing"));
  static final Acts.ReasonAct STOP =
      new Acts.ReasonAct(
          "stop",
          "Stop",
          EnumSet.of(
              CaseStatus.APPROVED, CaseStatus.COLLECTING, CaseStatus.COLLECTED, CaseStatus.SEALED),
          List.of("order-withdrawn", "order-quashed", "not-authentic"));
  static final Acts.ReasonAct REOPEN =
      new Acts.ReasonAct(
          "reopen",
          "Reopen",
          EnumSet.of(CaseStatus.APPROVED, CaseStatus.COLLECTED, CaseStatus.SEALED),
          List.of("new-facts", "scope-in-doubt"));

  /**
   * @param third whether one approver has signed and a second one is due
   */
  record approve(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      ActPage.Touch touch,
      @Nullable DecisionView decision,
      CasePart.@Nullable Table test,
      CasePart.@Nullable Table table,
      List<TargetFindings> findings,
      boolean third)
      implements TemplateInstance {}

  private final Approvals approvals;
  private final Counts counts;
  private final Emergencies emergencies;
  private final Acts forms;

  ApprovalPages(Approvals approvals, Counts counts, Emergencies emergencies, Acts forms) {
    this.approvals = approvals;
    this.counts = counts;
    this.emergencies = emergencies;
    this.forms = forms;
  }

  @GET
  @RolesAllowed(Role.Names.APPROVER)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null);
  }

  @POST
  @RolesAllowed(Role.Names.APPROVER)
  public Response approve(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("shown") @Nullable String shown) {
    return forms
        .taken(
            reference,
            seen,
            "Approve",
            () -> approvals.approve(reference, seen, ReviewResource.shown(shown)))
        .map(p -> page(headers, reference, p))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  @POST
  @Path("/third-signature")
  @RolesAllowed(Role.Names.APPROVER)
  public Response thirdSign(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("shown") @Nullable String shown) {
    return forms
        .taken(
            reference,
            seen,
            "ThirdSign",
            () -> approvals.thirdSign(reference, seen, ReviewResource.shown(shown)))
        .map(p -> page(headers, reference, p))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  @GET
  @Path("/send-back")
  @RolesAllowed(Role.Names.APPROVER)
  public Response sendingBack(
      @Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, SEND_BACK, null, null);
  }

  @POST
  @Path("/send-back")
  @RolesAllowed(Role.Names.APPROVER)
  public Response sendBack(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        SEND_BACK,
        typed,
        reason -> approvals.sendBack(reference, seen, reason));
  }

  @GET
  @Path("/stop")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response stopping(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, STOP, null, null);
  }

  @POST
  @Path("/stop")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response stop(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        STOP,
        typed,
        reason -> approvals.stop(reference, seen, reason));
  }

  @GET
  @Path("/reopen")
  @RolesAllowed(Role.Names.APPROVER)
  public Response reopening(
      @Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, REOPEN, null, null);
  }

  @POST
  @Path("/reopen")
  @RolesAllowed(Role.Names.APPROVER)
  public Response reopen(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        REOPEN,
        typed,
        reason -> approvals.reopen(reference, seen, reason));
  }

  private Response page(HttpHeaders headers, String reference, @Nullable Problem problem) {
    ActPage page = forms.open(headers, STAGE, reference, problem);
    DecisionView decision = approvals.proposed(reference).orElse(null);
    return Acts.answer(
        problem,
        new approve(
            page.chrome(),
            page.errors(),
            page,
            forms.touch(page, "approve", ""),
            decision,
            emergencies.table(page.view(), page.chrome()).orElse(null),
            decision == null ? null : ReviewPart.table(decision, page.chrome()),
            counts.of(reference),
            decision != null && decision.signatures() > 0 && page.twoApprovers()));
  }
}
