package io.chancery.retention;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.casework.Acts;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be erased, what will be, and the proposal to do it. */
@Path("/desk/retention")
@Produces(MediaType.TEXT_HTML)
class RetentionPages {
  private static final String HERE = "/desk/retention";

  record list(
      PageChrome chrome,
      FormErrors errors,
      List<Purges.DueView> due,
      List<Purges.PlannedView> planned)
      implements TemplateInstance {}

  record one(
      PageChrome chrome,
      FormErrors errors,
      String reference,
      Purges.CaseKeeping keeping,
      List<Option> reasons,
      String words,
      boolean proposes)
      implements TemplateInstance {}

  private final Purges purges;
  private final Acts forms;
  private final PageChromes chromes;
  private final io.chancery.access.CurrentActor current;

  RetentionPages(
      Purges purges, Acts forms, PageChromes chromes, io.chancery.access.CurrentActor current) {
    this.purges = purges;
    this.forms = forms;
    this.chromes = chromes;
    this.current = current;
  }

  @GET
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER, Role.Names.AUDITOR})
  public Response look(@Context HttpHeaders headers) {
    return Acts.answer(
        null,
        new list(chromes.of(headers, HERE), FormErrors.none(), purges.due(), purges.planned()));
  }

  @GET
  @Path("/{reference}")
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER})
  public Response one(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, "", "");
  }

  @POST
  @Path("/{reference}")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response propose(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("code") @DefaultValue("") String code,
      @FormParam("reason") @DefaultValue("") String words) {
    var proposal = new java.util.concurrent.atomic.AtomicReference<String>();
    Optional<Problem> problem =
        forms.done(() -> proposal.set(purges.propose(reference, code, words).toString()));
    return problem
        .map(p -> page(headers, reference, p, code, words))
        .orElseGet(() -> Acts.seeOther("/desk/proposals/" + proposal.get()));
  }

  @POST
  @Path("/{reference}/objection")
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER})
  public Response stop(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms
        .done(() -> purges.stop(reference))
        .map(p -> page(headers, reference, p, "", ""))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  private Response page(
      HttpHeaders headers, String reference, @Nullable Problem problem, String code, String words) {
    PageChrome chrome = chromes.of(headers, "");
    FormErrors errors =
        problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language());
    Purges.CaseKeeping keeping = purges.of(reference);
    forms.looked(reference, "retention");
    List<String> reasons =
        "lift".equals(keeping.what()) ? Purges.LIFT_REASONS : Purges.PURGE_REASONS;
    return Acts.answer(
        problem,
        new one(
            chrome,
            errors,
            reference,
            keeping,
            Option.of(chrome, "retention_reason_", reasons, List.of(code)),
            words,
            keeping.what() != null
                && keeping.planned() == null
                && current.get().is(Role.CUSTODIAN)));
  }
}
