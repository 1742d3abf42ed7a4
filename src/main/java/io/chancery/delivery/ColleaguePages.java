package io.chancery.delivery;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may fetch a production beside the officer to whom it was released. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class ColleaguePages {

  record show(
      PageChrome chrome,
      FormErrors errors,
      String reference,
      Colleagues.View view,
      List<Option> candidates,
      boolean touched,
      String touch)
      implements TemplateInstance {}

  private final Colleagues colleagues;
  private final Acts forms;
  private final StepUps stepUps;
  private final PageChromes chromes;

  ColleaguePages(Colleagues colleagues, Acts forms, StepUps stepUps, PageChromes chromes) {
    this.colleagues = colleagues;
    this.forms = forms;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  @GET
  @Path("requests/case/{reference}/colleagues")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, "");
  }

  /** Names somebody, or takes off whom the button names. */
  @POST
  @Path("requests/case/{reference}/colleagues")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Response changed(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("officer") @Nullable String officer,
      @FormParam("takeOff") @Nullable String takeOff) {
    String chosen = Objects.requireNonNullElse(officer, "");
    Optional<Problem> problem =
        forms.done(() -> {
          Colleagues.View unused =
              takeOff == null
                  ? colleagues.name(reference, chosen)
                  : colleagues.takeOff(reference, takeOff);
        });
    return problem
        .map(p -> page(headers, reference, p, chosen))
        .orElseGet(() -> Acts.seeOther(at(reference)));
  }

  private Response page(
      HttpHeaders headers, String reference, @Nullable Problem problem, String chosen) {
    PageChrome chrome = chromes.of(headers, "");
    Colleagues.View view = colleagues.of(reference);
    List<Option> candidates = new ArrayList<>();
    candidates.add(new Option("", chrome.text("colleagues_choose"), false));
    view.candidates()
        .forEach(person ->
            candidates.add(new Option(person.id(), person.name(), person.id().equals(chosen))));
    return Acts.answer(
        problem,
        new show(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            reference,
            view,
            candidates,
            stepUps.present(Colleagues.NAME, reference),
            stepUps.begin(Colleagues.NAME, reference, at(reference)).toString()));
  }

  private static String at(String reference) {
    return "/requests/case/" + reference + "/colleagues";
  }
}
