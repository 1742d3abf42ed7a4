package io.chancery.intake;

import io.chancery.access.Role;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Drafts and submissions over the API. */
@Path("/api/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
class RequestResource {

  record DraftJson(
      String id,
      RequestForm request,
      @Nullable Sha256 instrument,
      long instrumentBytes,
      @Nullable String submittedAs,
      List<Finding> findings) {

    record Finding(String field, String code) {}

    static DraftJson of(Submissions.DraftView view) {
      return new DraftJson(
          view.id().toString(),
          view.form(),
          view.instrument(),
          view.instrumentBytes(),
          view.submittedAs(),
          view.findings().stream().map(f -> new Finding(f.field(), f.code())).toList());
    }
  }

  private final Submissions submissions;

  RequestResource(Submissions submissions) {
    this.submissions = submissions;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.Names.OFFICER, Role.Names.AGENCY_SYSTEM})
  public Response start(RequestForm form) {
    DraftJson draft = DraftJson.of(submissions.start(form));
    return Response.created(URI.create("/api/v1/requests/" + draft.id())).entity(draft).build();
  }

  @GET
  @RolesAllowed({Role.Names.OFFICER, Role.Names.AGENCY_SYSTEM})
  public List<DraftJson> drafts() {
    return submissions.openDrafts().stream().map(DraftJson::of).toList();
  }

  @GET
  @Path("/{draft}")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.AGENCY_SYSTEM})
  public DraftJson draft(@PathParam("draft") String draft) {
    return DraftJson.of(submissions.draft(id(draft)));
  }

  @PUT
  @Path("/{draft}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.Names.OFFICER, Role.Names.AGENCY_SYSTEM})
  public DraftJson rewrite(@PathParam("draft") String draft, RequestForm form) {
    return DraftJson.of(submissions.rewrite(id(draft), form));
  }

  @PUT
  @Path("/{draft}/instrument")
  @Consumes("application/pdf")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.AGENCY_SYSTEM})
  public DraftJson attach(@PathParam("draft") String draft, InputStream pdf) {
    return DraftJson.of(submissions.attach(id(draft), pdf));
  }

  @POST
  @Path("/{draft}/submission")
  @RolesAllowed(Role.Names.OFFICER)
  public Response submit(
      @PathParam("draft") String draft, @QueryParam("knownDuplicate") boolean knownDuplicate) {
    SubmissionReceipt receipt = submissions.submit(id(draft), knownDuplicate);
    return Response.created(URI.create("/api/v1/cases/" + receipt.reference()))
        .entity(receipt)
        .build();
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }
}
