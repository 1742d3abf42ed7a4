package io.chancery.casework;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
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

/** A case's letters at the desk, and the reviewer's objection. */
@Path("/desk/letters/{reference}")
class DeskLetterPages {
  private static final String HERE = "/desk/letters/";

  private final Letters letters;
  private final Acts forms;
  private final PageChromes chromes;

  DeskLetterPages(Letters letters, Acts forms, PageChromes chromes) {
    this.letters = letters;
    this.forms = forms;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response list(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    forms.looked(reference, "letters");
    return LetterPages.page(
        letters, chromes.of(headers, ""), reference, "/desk/cases/" + reference, HERE + reference);
  }

  @GET
  @Path("/{number:\\d+}/{file}")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response one(
      @PathParam("reference") String reference,
      @PathParam("number") String number,
      @PathParam("file") String file) {
    return LetterPages.file(letters, reference, number, file);
  }

  @GET
  @Path("/objection")
  @RolesAllowed(Role.Names.REVIEWER)
  public Response objecting(
      @Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, "letters", reference, objection(reference), null, null);
  }

  @POST
  @Path("/objection")
  @RolesAllowed(Role.Names.REVIEWER)
  public Response object(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        "letters",
        reference,
        seen,
        objection(reference),
        typed,
        reason -> letters.object(reference, seen, reason));
  }

  private Acts.ReasonAct objection(String reference) {
    return new Acts.ReasonAct(
        Letters.OBJECTION,
        "Object",
        EnumSet.of(CaseStatus.IN_REVIEW),
        letters.objections(reference));
  }
}
