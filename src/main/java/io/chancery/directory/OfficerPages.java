package io.chancery.directory;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The officers of a supervisor's own agency. */
@Path("agency/officers")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.Names.SUPERVISOR)
class OfficerPages {
  private static final String HERE = "/agency/officers";

  record list(PageChrome chrome, List<OfficerAdministration.Line> officers)
      implements TemplateInstance {}

  record vouch(
      PageChrome chrome,
      FormErrors errors,
      OfficerAdministration.Form form,
      List<String> domains,
      boolean touched,
      String touch)
      implements TemplateInstance {}

  record officer(
      PageChrome chrome,
      FormErrors errors,
      OfficerAdministration.Line line,
      List<Option> reasons,
      boolean lapsed,
      boolean ended,
      boolean vouchTouched,
      String vouchTouch,
      boolean endTouched,
      String endTouch)
      implements TemplateInstance {}

  private final OfficerAdministration officers;
  private final StepUps stepUps;
  private final PageChromes chromes;

  OfficerPages(OfficerAdministration officers, StepUps stepUps, PageChromes chromes) {
    this.officers = officers;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.SUPERVISOR)
  public TemplateInstance list(@Context HttpHeaders headers) {
    return new list(chromes.of(headers, HERE), officers.list());
  }

  @GET
  @Path("new")
  @RolesAllowed(Role.Names.SUPERVISOR)
  public TemplateInstance introduce(@Context HttpHeaders headers) {
    return form(chromes.of(headers, ""), FormErrors.none(), OfficerAdministration.Form.EMPTY);
  }

  @POST
  @Path("new")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.SUPERVISOR)
  public Response vouch(
      @FormParam("fullName") @Nullable String fullName,
      @FormParam("mail") @Nullable String mail,
      @FormParam("badge") @Nullable String badge,
      @FormParam("unit") @Nullable String unit,
      @Context HttpHeaders headers) {
    var typed = new OfficerAdministration.Form(text(fullName), text(mail), text(badge), text(unit));
    try {
      officers.vouch(typed);
      return to(HERE);
    } catch (Problem problem) {
      PageChrome chrome = chromes.of(headers, "");
      return refused(problem, form(chrome, FormErrors.of(problem, chrome.language()), typed));
    }
  }

  @GET
  @Path("{officer}")
  @RolesAllowed(Role.Names.SUPERVISOR)
  public TemplateInstance one(@PathParam("officer") String id, @Context HttpHeaders headers) {
    return page(uuid(id), chromes.of(headers, ""), FormErrors.none());
  }

  @POST
  @Path("{officer}/vouch")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.SUPERVISOR)
  public Response vouchAgain(@PathParam("officer") String text, @Context HttpHeaders headers) {
    UUID id = uuid(text);
    try {
      officers.vouchAgain(id);
      return to(HERE + "/" + id);
    } catch (Problem problem) {
      PageChrome chrome = chromes.of(headers, "");
      return refused(problem, page(id, chrome, FormErrors.of(problem, chrome.language())));
    }
  }

  @POST
  @Path("{officer}/end")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.SUPERVISOR)
  public Response end(
      @PathParam("officer") String text,
      @FormParam("reason") @Nullable String reason,
      @Context HttpHeaders headers) {
    UUID id = uuid(text);
    try {
      officers.end(id, text(reason));
      return to(HERE);
    } catch (Problem problem) {
      PageChrome chrome = chromes.of(headers, "");
      return refused(problem, page(id, chrome, FormErrors.of(problem, chrome.language())));
    }
  }

  private vouch form(PageChrome chrome, FormErrors errors, OfficerAdministration.Form typed) {
    String object = officers.touchObject();
    return new vouch(
        chrome,
        errors,
        typed,
        officers.domains(),
        stepUps.present(OfficerAdministration.VOUCH, object),
        stepUps.begin(OfficerAdministration.VOUCH, object, HERE + "/new").toString());
  }

  private officer page(UUID id, PageChrome chrome, FormErrors errors) {
    OfficerAdministration.Line line = officers.one(id);
    String here = HERE + "/" + id;
    String object = id.toString();
    return new officer(
        chrome,
        errors,
        line,
        Option.of(chrome, "officer_end_", OfficerAdministration.REASONS, List.of()),
        line.state() == OfficerAdministration.State.LAPSED,
        line.state() == OfficerAdministration.State.ENDED,
        stepUps.present(OfficerAdministration.VOUCH, object),
        stepUps.begin(OfficerAdministration.VOUCH, object, here).toString(),
        stepUps.present(OfficerAdministration.END, object),
        stepUps.begin(OfficerAdministration.END, object, here).toString());
  }

  private static Response refused(Problem problem, TemplateInstance page) {
    if (problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.FORBIDDEN) {
      throw problem;
    }
    return Response.status(ProblemType.INVALID_INPUT.status()).entity(page).build();
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }

  private static String text(@Nullable String typed) {
    return Objects.requireNonNullElse(typed, "");
  }

  private static Response to(String path) {
    return Response.seeOther(URI.create(path)).build();
  }
}
