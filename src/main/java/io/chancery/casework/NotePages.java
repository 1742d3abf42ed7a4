package io.chancery.casework;

import io.chancery.access.Role;
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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Notes of staff for staff. */
@Path("/desk/notes/{reference}")
class NotePages {

  record notes(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      List<InternalNotes.View> all,
      String typed)
      implements TemplateInstance {}

  private final InternalNotes notes;
  private final Acts forms;

  NotePages(InternalNotes notes, Acts forms) {
    this.notes = notes;
    this.forms = forms;
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
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, "");
  }

  @POST
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public Response add(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("words") @Nullable String typed) {
    String words = Objects.requireNonNullElse(typed, "");
    return forms
        .done(() -> notes.add(reference, words))
        .map(problem -> page(headers, reference, problem, words))
        .orElseGet(() -> Acts.seeOther("/desk/notes/" + reference));
  }

  private Response page(
      HttpHeaders headers, String reference, @Nullable Problem problem, String typed) {
    ActPage page = forms.open(headers, "notes", reference, problem);
    return Acts.answer(
        problem, new notes(page.chrome(), page.errors(), page, notes.of(reference), typed));
  }
}
