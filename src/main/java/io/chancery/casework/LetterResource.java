package io.chancery.casework;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** A case's letters over the API. */
@Path("/api/v1/cases/{reference}/letters")
class LetterResource {
  private final Letters letters;

  LetterResource(Letters letters) {
    this.letters = letters;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.AGENCY_SYSTEM,
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public List<Letters.LetterView> all(@PathParam("reference") String reference) {
    return letters.of(reference);
  }

  @GET
  @Path("/{number}/{file}")
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.AGENCY_SYSTEM,
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
}
