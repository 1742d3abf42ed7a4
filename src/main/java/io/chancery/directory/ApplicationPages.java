package io.chancery.directory;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
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
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Agencies that a clerk is about to propose: what was entered, and the evidence for it. */
@Path("desk/directory/applications")
@Produces(MediaType.TEXT_HTML)
class ApplicationPages {
  private static final String HERE = "/desk/directory/applications";

  /** What was typed, so that nothing is lost. */
  record Typed(
      String name,
      String slug,
      String country,
      String domains,
      String regimes,
      String numbers,
      String numbersSource,
      OfficerAdministration.Form supervisor) {
    static final Typed NOTHING =
        new Typed("", "", "", "", "", "", "", OfficerAdministration.Form.EMPTY);
  }

  record begin(PageChrome chrome, FormErrors errors, Typed typed, List<Option> kinds)
      implements TemplateInstance {}

  record one(
      PageChrome chrome,
      FormErrors errors,
      AgencyOnboarding.View application,
      List<String> alarms,
      List<Option> evidenceKinds,
      String dnsName)
      implements TemplateInstance {}

  private final AgencyOnboarding onboarding;
  private final PageChromes chromes;

  ApplicationPages(AgencyOnboarding onboarding, PageChromes chromes) {
    this.onboarding = onboarding;
    this.chromes = chromes;
  }

  @GET
  @Path("new")
  @RolesAllowed(Role.Names.CLERK)
  public TemplateInstance form(@Context HttpHeaders headers) {
    return form(chromes.of(headers, ""), FormErrors.none(), Typed.NOTHING, "police");
  }

  @POST
  @Path("new")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.CLERK)
  public Response begin(MultivaluedMap<String, String> fields, @Context HttpHeaders headers) {
    Typed typed =
        new Typed(
            text(fields, "name"),
            text(fields, "slug"),
            text(fields, "country").toUpperCase(Locale.ROOT),
            text(fields, "domains"),
            text(fields, "regimes"),
            text(fields, "numbers"),
            text(fields, "numbersSource"),
            new OfficerAdministration.Form(
                text(fields, "fullName"),
                text(fields, "mail").toLowerCase(Locale.ROOT),
                text(fields, "badge"),
                text(fields, "unit")));
    String kind = text(fields, "kind");
    try {
      return to(onboarding.begin(agency(typed, kind)));
    } catch (Problem problem) {
      PageChrome chrome = chromes.of(headers, "");
      return refused(problem, form(chrome, FormErrors.of(problem, chrome.language()), typed, kind));
    }
  }

  @GET
  @Path("{application}")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public TemplateInstance one(@PathParam("application") String id, @Context HttpHeaders headers) {
    return page(AgencyPages.uuid(id), chromes.of(headers, ""), FormErrors.none());
  }

  @POST
  @Path("{application}/evidence")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.CLERK)
  public Response record(
      @PathParam("application") String text,
      @FormParam("kind") @DefaultValue("") String kind,
      @FormParam("words") @DefaultValue("") String words,
      @Context HttpHeaders headers) {
    UUID id = AgencyPages.uuid(text);
    return done(
        id,
        headers,
        () -> {
          onboarding.record(id, kind, words);
          return HERE + "/" + id;
        });
  }

  @POST
  @Path("{application}/challenge")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.CLERK)
  public Response check(
      @PathParam("application") String text,
      @FormParam("challenge") @DefaultValue("") String challenge,
      @FormParam("code") @Nullable String code,
      @Context HttpHeaders headers) {
    UUID id = AgencyPages.uuid(text);
    UUID evidence = AgencyPages.uuid(challenge);
    return done(
        id,
        headers,
        () -> {
          if (code == null && !onboarding.published(onboarding.one(id), evidence)) {
            throw Problem.of(ProblemType.BLOCKED, "challenge_unpublished");
          }
          onboarding.meet(id, evidence, code == null ? "" : code);
          return HERE + "/" + id;
        });
  }

  @POST
  @Path("{application}/proposal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.CLERK)
  public Response propose(
      @PathParam("application") String text,
      @FormParam("reason") @DefaultValue("") String reason,
      @FormParam("despite") @DefaultValue("") String despite,
      @Context HttpHeaders headers) {
    UUID id = AgencyPages.uuid(text);
    return done(id, headers, () -> "/desk/proposals/" + onboarding.propose(id, reason, despite));
  }

  private interface Act {
    String done();
  }

  private Response done(UUID id, HttpHeaders headers, Act act) {
    try {
      return Response.seeOther(URI.create(act.done())).build();
    } catch (Problem problem) {
      PageChrome chrome = chromes.of(headers, "");
      return refused(problem, page(id, chrome, FormErrors.of(problem, chrome.language())));
    }
  }

  private static Response refused(Problem problem, TemplateInstance page) {
    if (problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.FORBIDDEN) {
      throw problem;
    }
    return Response.status(ProblemType.INVALID_INPUT.status()).entity(page).build();
  }

  private begin form(PageChrome chrome, FormErrors errors, Typed typed, String kind) {
    return new begin(
        chrome, errors, typed, Option.of(chrome, "agency_kind_", NewAgency.KINDS, List.of(kind)));
  }

  private one page(UUID id, PageChrome chrome, FormErrors errors) {
    AgencyOnboarding.View view = onboarding.one(id);
    return new one(
        chrome,
        errors,
        view,
        view.alarms().stream().map(AgencyOnboarding::said).toList(),
        Option.of(chrome, "evidence_", AgencyOnboarding.SEEN, List.of()),
        AgencyOnboarding.DNS_NAME);
  }

  private static NewAgency agency(Typed typed, String kind) {
    List<String> numbers = new ArrayList<>();
    for (String line : typed.numbers().split("[\\n,;]")) {
      if (!line.isBlank()) {
        numbers.add(AgencyAdministration.normal(line, "numbers"));
      }
    }
    return new NewAgency(
        typed.name(),
        typed.slug(),
        typed.country(),
        kind,
        NewAgency.words(typed.domains().toLowerCase(Locale.ROOT)),
        NewAgency.words(typed.regimes()),
        numbers,
        typed.numbersSource(),
        typed.supervisor());
  }

  private static String text(MultivaluedMap<String, String> fields, String name) {
    String value = fields.getFirst(name);
    return value == null ? "" : value.strip();
  }

  private static Response to(UUID id) {
    return Response.seeOther(URI.create(HERE + "/" + id)).build();
  }
}
