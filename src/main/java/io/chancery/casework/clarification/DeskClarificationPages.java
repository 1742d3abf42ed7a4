package io.chancery.casework.clarification;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions to the officer, asked and closed at the desk. */
@Path("/desk/clarifications/{reference}")
class DeskClarificationPages {

  record ask(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      boolean possible,
      List<Clarifications.Question> questions,
      List<Option> reasons,
      String typed)
      implements TemplateInstance {}

  private final Clarifications clarifications;
  private final Acts forms;

  DeskClarificationPages(Clarifications clarifications, Acts forms) {
    this.clarifications = clarifications;
    this.forms = forms;
  }

  @GET
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, "", "");
  }

  @POST
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response ask(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("reason") @Nullable String reason,
      @FormParam("question") @Nullable String question) {
    String why = Objects.requireNonNullElse(reason, "");
    String words = Objects.requireNonNullElse(question, "");
    return forms
        .done(() -> clarifications.ask(reference, why, words))
        .map(problem -> page(headers, reference, problem, why, words))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  @POST
  @Path("/{number:\\d+}/close")
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response close(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("number") int number) {
    return forms
        .done(() -> clarifications.close(reference, number))
        .map(problem -> page(headers, reference, problem, "", ""))
        .orElseGet(() -> Acts.seeOther("/desk/clarifications/" + reference));
  }

  private Response page(
      HttpHeaders headers,
      String reference,
      @Nullable Problem problem,
      String reason,
      String typed) {
    ActPage page = forms.open(headers, "clarifications", reference, problem);
    List<Option> reasons = new ArrayList<>();
    reasons.add(new Option("", page.chrome().text("desk_choose"), false));
    reasons.addAll(
        Option.of(page.chrome(), "clarification_reason_", Clarifications.REASONS, Set.of(reason)));
    return Acts.answer(
        problem,
        new ask(
            page.chrome(),
            page.errors(),
            page,
            clarifications.mayAsk(page.view()),
            clarifications.of(reference),
            reasons,
            typed));
  }
}
