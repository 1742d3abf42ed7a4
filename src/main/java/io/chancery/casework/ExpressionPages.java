package io.chancery.casework;

import io.chancery.access.Role;
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

/** Raising the flag for expression. */
@Path("/desk/expression/{reference}")
class ExpressionPages {

  record raise(
      PageChrome chrome, FormErrors errors, ActPage page, boolean possible, List<Option> reasons)
      implements TemplateInstance {}

  private final ExpressionFlags flags;
  private final Acts forms;

  ExpressionPages(ExpressionFlags flags, Acts forms) {
    this.flags = flags;
    this.forms = forms;
  }

  @GET
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, "");
  }

  @POST
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response raise(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("reason") @Nullable String typed) {
    String reason = Objects.requireNonNullElse(typed, "");
    return forms
        .done(() -> flags.raise(reference, reason))
        .map(problem -> page(headers, reference, problem, reason))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  private Response page(
      HttpHeaders headers, String reference, @Nullable Problem problem, String chosen) {
    ActPage page = forms.open(headers, "expression", reference, problem);
    PageChrome chrome = page.chrome();
    List<Option> reasons = new ArrayList<>();
    reasons.add(new Option("", chrome.text("desk_choose"), false));
    reasons.addAll(Option.of(chrome, "expression_", ExpressionFlags.REASONS, Set.of(chosen)));
    return Acts.answer(
        problem,
        new raise(chrome, page.errors(), page, ExpressionFlags.possible(page.view()), reasons));
  }
}
