package io.chancery.intake;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.Acts;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Referring a matter to an authority: the agency, the law, the statement. */
@Path("/desk/referrals")
class ReferralPages {
  private static final String HERE = "/desk/referrals";

  record agencies(PageChrome chrome, String name, List<Referrals.Agency> agencies)
      implements TemplateInstance {}

  record laws(PageChrome chrome, Referrals.Agency agency, List<Option> laws)
      implements TemplateInstance {}

  /** The statement; {@code at} is the page's own path. */
  record statement(
      PageChrome chrome,
      FormErrors errors,
      Referrals.Agency agency,
      String at,
      String regime,
      List<Option> officers,
      String awareAt,
      List<RequestFields.Said> parts,
      RequestFields fields,
      boolean touched,
      String touch)
      implements TemplateInstance {}

  private final Referrals referrals;
  private final PolicyPacks packs;
  private final Acts forms;
  private final StepUps stepUps;
  private final PageChromes chromes;

  ReferralPages(
      Referrals referrals, PolicyPacks packs, Acts forms, StepUps stepUps, PageChromes chromes) {
    this.referrals = referrals;
    this.packs = packs;
    this.forms = forms;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.CLERK)
  public Response list(
      @QueryParam("name") @DefaultValue("") String name, @Context HttpHeaders headers) {
    return Acts.answer(
        null, new agencies(chromes.of(headers, HERE), name, referrals.agencies(name)));
  }

  @GET
  @Path("/{agency}")
  @RolesAllowed(Role.Names.CLERK)
  public Response blank(
      @PathParam("agency") String id,
      @QueryParam("law") @Nullable String law,
      @Context HttpHeaders headers) {
    Referrals.Agency agency = referrals.agency(id);
    List<String> open = packs.referralRegimes();
    String chosen = open.size() == 1 ? open.getFirst() : law;
    if (chosen == null || !open.contains(chosen)) {
      PageChrome chrome = chromes.of(headers, HERE);
      return Acts.answer(
          null, new laws(chrome, agency, Option.of(chrome, "regime_", open, List.of())));
    }
    return page(headers, agency, null, TypedRequest.empty(chosen), "", "");
  }

  /** Adds an account, takes one off, or refers; whatever was typed stays on the page. */
  @POST
  @Path("/{agency}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.CLERK)
  public Response refer(
      @PathParam("agency") String id,
      MultivaluedMap<String, String> typed,
      @Context HttpHeaders headers) {
    Referrals.Agency agency = referrals.agency(id);
    // Only the last button refers; the others stay on the page.
    RequestForm form = DraftPages.arranged(typed);
    String officer = Objects.requireNonNullElse(typed.getFirst("officer"), "");
    String awareAt = Objects.requireNonNullElse(typed.getFirst("awareAt"), "");
    if (typed.containsKey("remove") || typed.containsKey("action")) {
      return page(headers, agency, null, form, officer, awareAt);
    }
    AtomicReference<String> opened = new AtomicReference<>("");
    return forms
        .done(() ->
            opened.set(
                referrals
                    .refer(
                        agency.id(),
                        new ReferralForm(
                            officer,
                            form.regime(),
                            form.kind(),
                            form.docket(),
                            awareAt,
                            form.statement(),
                            form.targets()))
                    .reference()))
        .map(problem -> page(headers, agency, problem, form, officer, awareAt))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + opened.get()));
  }

  private Response page(
      HttpHeaders headers,
      Referrals.Agency agency,
      @Nullable Problem problem,
      RequestForm form,
      String officer,
      String awareAt) {
    PageChrome chrome = chromes.of(headers, HERE);
    String at = HERE + "/" + agency.id();
    String regime = Objects.requireNonNullElse(form.regime(), "");
    RequestFields fields =
        RequestFields.of(form, chrome, packs, packs.referralRegimes(), PolicyPack.Row::referable);
    List<Option> officers = new ArrayList<>();
    officers.add(new Option("", chrome.text("desk_choose"), officer.isEmpty()));
    referrals
        .addressees(agency.id())
        .forEach(to -> officers.add(new Option(to.id(), to.name(), to.id().equals(officer))));
    return Acts.answer(
        problem,
        new statement(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            agency,
            at,
            regime,
            officers,
            awareAt,
            fields.statement().stream()
                .filter(part -> !part.field().equals("statement." + ReferralForm.AWARE_AT))
                .toList(),
            fields,
            stepUps.present(Referrals.ACT, agency.id()),
            stepUps
                .begin(
                    Referrals.ACT,
                    agency.id(),
                    packs.referralRegimes().contains(regime) ? at + "?law=" + regime : at)
                .toString()));
  }
}
