package io.chancery.delivery;

import io.chancery.access.Role;
import io.chancery.casework.Acts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Telling the officer that what was delivered needs a correction. */
@Path("/desk/corrections/{reference}/" + Corrections.NEEDED)
class CorrectionPages {
  private static final String STAGE = "corrections";

  private static final Acts.ReasonAct ACT =
      new Acts.ReasonAct(
          Corrections.NEEDED, "CorrectionNeeded", Corrections.FROM, Corrections.REASONS);

  private final Corrections corrections;
  private final Acts forms;

  CorrectionPages(Corrections corrections, Acts forms) {
    this.corrections = corrections;
    this.forms = forms;
  }

  @GET
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, ACT, null, null);
  }

  @POST
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER})
  public Response needed(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        ACT,
        typed,
        reason -> corrections.needed(reference, seen, reason));
  }
}
