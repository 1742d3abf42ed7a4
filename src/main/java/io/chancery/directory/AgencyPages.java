package io.chancery.directory;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.ProposalId;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** Agencies that have been admitted, and what staff do with them. */
@Path("desk/directory/agencies")
@Produces(MediaType.TEXT_HTML)
class AgencyPages {
  private static final String HERE = "/desk/directory/agencies";

  record list(
      PageChrome chrome,
      List<AgencyAdministration.AgencyLine> agencies,
      List<AgencyOnboarding.View> applications)
      implements TemplateInstance {}

  record one(
      PageChrome chrome,
      FormErrors errors,
      AgencyAdministration.AgencyLine agency,
      List<AgencyAdministration.CallBackNumber> numbers,
      List<String> networks,
      boolean orphaned,
      AgencySupervisors.Evidence typed,
      List<Option> callable,
      List<Option> reasons,
      List<Option> retirable,
      boolean touched,
      String touch)
      implements TemplateInstance {}

  private final AgencyAdministration agencies;
  private final AgencyNetworks networks;
  private final AgencySupervisors supervisors;
  private final AgencyOnboarding onboarding;
  private final StepUps stepUps;
  private final PageChromes chromes;

  AgencyPages(
      AgencyAdministration agencies,
      AgencyNetworks networks,
      AgencySupervisors supervisors,
      AgencyOnboarding onboarding,
      StepUps stepUps,
      PageChromes chromes) {
    this.agencies = agencies;
    this.networks = networks;
    this.supervisors = supervisors;
    this.onboarding = onboarding;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public TemplateInstance list(@Context HttpHeaders headers) {
    return new list(chromes.of(headers, HERE), agencies.list(), onboarding.open());
  }

  @GET
  @Path("{agency}")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public TemplateInstance one(@PathParam("agency") String id, @Context HttpHeaders headers) {
    return page(
        id(id), chromes.of(headers, ""), FormErrors.none(), AgencySupervisors.Evidence.NOTHING);
  }

  /** One person is enough to stop an agency. */
  @POST
  @Path("{agency}/suspension")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response suspend(
      @PathParam("agency") String id,
      @FormParam("reason") @DefaultValue("") String reason,
      @Context HttpHeaders headers) {
    AgencyId agency = id(id);
    return done(
        agency,
        headers,
        () -> {
          agencies.suspend(agency, reason);
          return HERE + "/" + agency;
        });
  }

  @POST
  @Path("{agency}/lift")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.CLERK)
  public Response lift(
      @PathParam("agency") String id,
      @FormParam("reason") @DefaultValue("") String reason,
      @Context HttpHeaders headers) {
    AgencyId agency = id(id);
    return done(agency, headers, () -> proposal(agencies.proposeLift(agency, reason)));
  }

  @POST
  @Path("{agency}/verification")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.CLERK)
  public Response verify(
      @PathParam("agency") String id,
      @FormParam("reason") @DefaultValue("") String reason,
      @Context HttpHeaders headers) {
    AgencyId agency = id(id);
    return done(agency, headers, () -> proposal(agencies.proposeVerification(agency, reason)));
  }

  @POST
  @Path("{agency}/numbers")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.CLERK)
  public Response number(
      @PathParam("agency") String id,
      @FormParam("retire") @DefaultValue("") String retire,
      @FormParam("number") @DefaultValue("") String number,
      @FormParam("source") @DefaultValue("") String source,
      @FormParam("reason") @DefaultValue("") String reason,
      @Context HttpHeaders headers) {
    AgencyId agency = id(id);
    return done(
        agency,
        headers,
        () ->
            proposal(
                agencies.proposeNumber(
                    agency, retire.isEmpty() ? null : uuid(retire), number, source, reason)));
  }

  @POST
  @Path("{agency}/networks")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.CLERK)
  public Response networks(
      @PathParam("agency") String id,
      @FormParam("networks") @DefaultValue("") String typed,
      @FormParam("reason") @DefaultValue("") String reason,
      @Context HttpHeaders headers) {
    AgencyId agency = id(id);
    return done(agency, headers, () -> proposal(networks.propose(agency, typed, reason)));
  }

  @POST
  @Path("{agency}/supervisor")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.CLERK)
  public Response supervisor(
      @PathParam("agency") String id,
      MultivaluedMap<String, String> form,
      @Context HttpHeaders headers) {
    AgencyId agency = id(id);
    AgencySupervisors.Evidence typed =
        new AgencySupervisors.Evidence(
            new OfficerAdministration.Form(
                value(form, "fullName"),
                value(form, "mail"),
                value(form, "badge"),
                value(form, "unit")),
            value(form, "letter"),
            value(form, "calledNumber"),
            value(form, "called"));
    return done(
        agency,
        headers,
        typed,
        () -> proposal(supervisors.propose(agency, typed, value(form, "reason"))));
  }

  private static String value(MultivaluedMap<String, String> form, String name) {
    return Objects.requireNonNullElse(form.getFirst(name), "");
  }

  private Response done(AgencyId agency, HttpHeaders headers, Supplier<String> act) {
    return done(agency, headers, AgencySupervisors.Evidence.NOTHING, act);
  }

  private Response done(
      AgencyId agency,
      HttpHeaders headers,
      AgencySupervisors.Evidence typed,
      Supplier<String> act) {
    try {
      return Response.seeOther(URI.create(act.get())).build();
    } catch (Problem problem) {
      if (problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.FORBIDDEN) {
        throw problem;
      }
      PageChrome chrome = chromes.of(headers, "");
      return Response.status(ProblemType.INVALID_INPUT.status())
          .entity(page(agency, chrome, FormErrors.of(problem, chrome.language()), typed))
          .build();
    }
  }

  private one page(
      AgencyId id, PageChrome chrome, FormErrors errors, AgencySupervisors.Evidence typed) {
    List<AgencyAdministration.CallBackNumber> numbers = agencies.callBackNumbers(id);
    List<Option> retirable = new ArrayList<>();
    retirable.add(new Option("", chrome.text("number_retire_none"), true));
    numbers.forEach(n -> retirable.add(new Option(n.id().toString(), n.number(), false)));
    return new one(
        chrome,
        errors,
        agencies.one(id),
        numbers,
        networks.of(id),
        supervisors.missing(id),
        typed,
        numbers.stream()
            .filter(AgencyAdministration.CallBackNumber::usable)
            .map(n ->
                new Option(n.id().toString(), n.number(), n.id().toString().equals(typed.number())))
            .toList(),
        Option.of(chrome, "agency_suspend_", AgencyAdministration.REASONS, List.of()),
        retirable,
        stepUps.present(AgencyAdministration.SUSPEND, id.toString()),
        stepUps.begin(AgencyAdministration.SUSPEND, id.toString(), HERE + "/" + id).toString());
  }

  private static String proposal(ProposalId id) {
    return "/desk/proposals/" + id;
  }

  private static AgencyId id(String text) {
    return new AgencyId(uuid(text));
  }

  static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }
}
