package io.chancery.verification;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.Acts;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Emergencies;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Emergencies of a supervisor's own agency that wait for the supervisor's answer. */
@Path("agency/confirmations")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.Names.SUPERVISOR)
class ConfirmationPages {
  private static final String HERE = "/agency/confirmations";
  private static final List<String> ANSWERS = List.of("yes", "no");

  record list(PageChrome chrome, List<CaseViews.Row> waiting) implements TemplateInstance {}

  record confirm(
      PageChrome chrome,
      FormErrors errors,
      CaseView request,
      List<Emergencies.Part> parts,
      boolean answered,
      List<Option> answers,
      String words,
      boolean touched,
      String touch)
      implements TemplateInstance {}

  private final EmergencyChecks checks;
  private final Emergencies emergencies;
  private final CaseViews views;
  private final Acts forms;
  private final StepUps stepUps;
  private final PageChromes chromes;

  ConfirmationPages(
      EmergencyChecks checks,
      Emergencies emergencies,
      CaseViews views,
      Acts forms,
      StepUps stepUps,
      PageChromes chromes) {
    this.checks = checks;
    this.emergencies = emergencies;
    this.views = views;
    this.forms = forms;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.SUPERVISOR)
  public TemplateInstance list(@Context HttpHeaders headers) {
    return new list(chromes.of(headers, HERE), checks.waiting());
  }

  @GET
  @Path("{reference}")
  @RolesAllowed(Role.Names.SUPERVISOR)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, "", "");
  }

  @POST
  @Path("{reference}")
  @RolesAllowed(Role.Names.SUPERVISOR)
  public Response confirm(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("answer") @Nullable String answer,
      @FormParam("words") @Nullable String words) {
    String chosen = Objects.requireNonNullElse(answer, "");
    String typed = Objects.requireNonNullElse(words, "");
    return forms
        .done(() -> {
          if (!ANSWERS.contains(chosen)) {
            throw Problem.invalid("answer", "confirmation_answer");
          }
          checks.confirm(reference, chosen.equals("yes"), typed);
        })
        .map(problem -> page(headers, reference, problem, chosen, typed))
        .orElseGet(() -> Acts.seeOther(HERE));
  }

  private Response page(
      HttpHeaders headers,
      String reference,
      @Nullable Problem problem,
      String chosen,
      String typed) {
    PageChrome chrome = chromes.of(headers, HERE);
    return Acts.answer(
        problem,
        new confirm(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            views.open(reference, "confirmation"),
            emergencies.parts(reference),
            checks.answered(reference),
            Option.of(chrome, "confirmation_", ANSWERS, Set.of(chosen)),
            typed,
            stepUps.present(EmergencyChecks.CONFIRM, reference),
            stepUps.begin(EmergencyChecks.CONFIRM, reference, HERE + "/" + reference).toString()));
  }
}
