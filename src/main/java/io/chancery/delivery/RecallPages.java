package io.chancery.delivery;

import io.chancery.access.Role;
import io.chancery.casework.Acts;
import io.chancery.casework.CaseStatus;
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
import org.jspecify.annotations.Nullable;

/** The desk's side of a recall after the first byte: the notice, and taking up what is overdue. */
@Path("/desk/recalled/{reference}")
class RecallPages {
  private static final String STAGE = "recalled";

  private static final Acts.ReasonAct NOTICE =
      new Acts.ReasonAct(
          Recalls.NOTICE,
          "RecallNotice",
          EnumSet.of(
              CaseStatus.COLLECTED,
              CaseStatus.SEALED,
              CaseStatus.RELEASED,
              CaseStatus.DELIVERED,
              CaseStatus.CLOSED),
          Recalls.REASONS);

  private static final Acts.ReasonAct ESCALATE =
      new Acts.ReasonAct(
          Recalls.OVERDUE, "DeletionOverdue", EnumSet.allOf(CaseStatus.class), Recalls.ENDS);

  private final Recalls recalls;
  private final Acts forms;

  RecallPages(Recalls recalls, Acts forms) {
    this.recalls = recalls;
    this.forms = forms;
  }

  @GET
  @Path("/recall-notice")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, NOTICE, null, null);
  }

  @POST
  @Path("/recall-notice")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response notice(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        NOTICE,
        typed,
        reason -> recalls.notice(reference, seen, reason));
  }

  @GET
  @Path("/deletion-overdue")
  @RolesAllowed(Role.Names.CLERK)
  public Response overdue(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, ESCALATE, null, null);
  }

  @POST
  @Path("/deletion-overdue")
  @RolesAllowed(Role.Names.CLERK)
  public Response escalate(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        ESCALATE,
        typed,
        reason -> recalls.escalate(reference, seen, reason));
  }
}
