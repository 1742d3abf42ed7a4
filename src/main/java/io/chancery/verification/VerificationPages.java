package io.chancery.verification;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseViews;
import io.chancery.directory.AgencyAdministration;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.policy.PolicyPacks;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A clerk's page: record each check with its evidence, then conclude; or refuse the request. */
@Path("/desk/verification/{reference}")
class VerificationPages {
  static final Set<CaseStatus> REFUSABLE =
      EnumSet.of(CaseStatus.SUBMITTED, CaseStatus.IN_REVIEW, CaseStatus.AWAITING_APPROVAL);
  private static final String STAGE = "verification";
  private static final List<String> OUTCOMES = List.of("PASSED", "FAILED");

  /**
   * One check with what is recorded and what was typed; field names carry the check's.
   *
   * @param form {@code call} or {@code none} for a check of an emergency that has rows of its own
   */
  record Check(
      Verifications.CheckView recorded,
      String outcomeField,
      List<Option> outcomes,
      String evidenceField,
      String evidence,
      @Nullable String form) {}

  record verify(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      ActPage.Touch touch,
      List<DocumentFacts.Found> facts,
      List<AgencyAdministration.CallBackNumber> numbers,
      List<Check> checks,
      List<Option> callOutcomes,
      String callEvidence,
      boolean allPassed)
      implements TemplateInstance {}

  private final Verifications verifications;
  private final EmergencyChecks emergencies;
  private final Acts forms;
  private final CaseViews views;
  private final PolicyPacks packs;
  private final PaperFacts facts;
  private final AgencyAdministration agencies;

  VerificationPages(
      Verifications verifications,
      EmergencyChecks emergencies,
      Acts forms,
      CaseViews views,
      PolicyPacks packs,
      PaperFacts facts,
      AgencyAdministration agencies) {
    this.verifications = verifications;
    this.emergencies = emergencies;
    this.forms = forms;
    this.views = views;
    this.packs = packs;
    this.facts = facts;
    this.agencies = agencies;
  }

  @GET
  @RolesAllowed(Role.Names.CLERK)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, null);
  }

  @POST
  @Path("/checks")
  @RolesAllowed(Role.Names.CLERK)
  public Response record(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      MultivaluedMap<String, String> form) {
    String name = typed(form, "check");
    String outcome = typed(form, outcomeField(name));
    Optional<Problem> problem =
        forms.done(() -> {
          if (!OUTCOMES.contains(outcome)) {
            throw Problem.invalid("outcome", "check_outcome_missing");
          }
          verifications.record(
              reference, name, outcome.equals("PASSED"), typed(form, evidenceField(name)));
        });
    return problem
        .map(p -> page(headers, reference, ofCheck(p, name), form))
        .orElseGet(() -> Acts.seeOther("/desk/verification/" + reference));
  }

  @POST
  @Path("/call-back")
  @RolesAllowed(Role.Names.CLERK)
  public Response callBack(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      MultivaluedMap<String, String> form) {
    return forms
        .done(() ->
            emergencies.callBack(
                reference, typed(form, "number"), typed(form, "outcome"), typed(form, "evidence")))
        .map(p -> page(headers, reference, p, form))
        .orElseGet(() -> Acts.seeOther("/desk/verification/" + reference));
  }

  @POST
  @Path("/conclusion")
  @RolesAllowed(Role.Names.CLERK)
  public Response conclude(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen) {
    return forms
        .taken(reference, seen, "Verify", () -> verifications.conclude(reference, seen))
        .map(p -> page(headers, reference, p, null))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  @GET
  @Path("/refuse")
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response refusal(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, refuseAct(reference), null, null);
  }

  @POST
  @Path("/refuse")
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response refuse(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        refuseAct(reference),
        typed,
        reason -> verifications.refuse(reference, seen, reason));
  }

  private Response page(
      HttpHeaders headers,
      String reference,
      @Nullable Problem problem,
      @Nullable MultivaluedMap<String, String> form) {
    ActPage page = forms.open(headers, STAGE, reference, problem);
    List<Verifications.CheckView> recorded = verifications.checks(reference);
    return Acts.answer(
        problem,
        new verify(
            page.chrome(),
            page.errors(),
            page,
            forms.touch(page, "verify", ""),
            // The platform's own statement is no paper that somebody could have forged.
            page.view().referral() ? List.of() : facts.of(page.view()),
            agencies.callBackNumbers(page.view().agencyId()),
            recorded.stream()
                .map(check -> check(page.chrome(), check, form, page.view().emergency()))
                .toList(),
            Option.of(
                page.chrome(),
                page.view().referral() ? "call_back_referral_" : "call_back_",
                EmergencyChecks.OUTCOMES,
                Set.of(typed(form, "outcome"))),
            typed(form, "evidence"),
            recorded.stream().allMatch(check -> "PASSED".equals(check.outcome()))));
  }

  private static Check check(
      PageChrome chrome,
      Verifications.CheckView recorded,
      @Nullable MultivaluedMap<String, String> form,
      boolean emergency) {
    String outcomeField = outcomeField(recorded.name());
    String evidenceField = evidenceField(recorded.name());
    boolean typedHere = typed(form, "check").equals(recorded.name());
    String outcome =
        typedHere ? typed(form, outcomeField) : Objects.requireNonNullElse(recorded.outcome(), "");
    String evidence =
        typedHere
            ? typed(form, evidenceField)
            : Objects.requireNonNullElse(recorded.evidence(), "");
    return new Check(
        recorded,
        outcomeField,
        Option.of(chrome, "desk_check_", OUTCOMES, Set.of(outcome)),
        evidenceField,
        evidence,
        emergency && EmergencyChecks.NAMES.contains(recorded.name())
            ? (recorded.name().equals(EmergencyChecks.CALL_BACK) ? "call" : "none")
            : null);
  }

  private Acts.ReasonAct refuseAct(String reference) {
    return new Acts.ReasonAct(
        "refuse",
        "Refuse",
        REFUSABLE,
        views.rules(reference).reasons().getOrDefault("refuse", List.of()));
  }

  /** The facade's fields, renamed to those of the one check that was sent. */
  private static Problem ofCheck(Problem problem, String name) {
    return problem.errors().isEmpty()
        ? problem
        : Problem.invalid(
            problem.errors().stream()
                .map(e -> new Problem.FieldError(e.field() + "-" + name, e.code()))
                .toList());
  }

  private static String outcomeField(String check) {
    return "outcome-" + check;
  }

  private static String evidenceField(String check) {
    return "evidence-" + check;
  }

  private static String typed(@Nullable MultivaluedMap<String, String> form, String field) {
    return form == null ? "" : Objects.requireNonNullElse(form.getFirst(field), "");
  }
}
