package io.chancery.review;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.Emergencies;
import io.chancery.platform.FormErrors;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reviewer's page: look up the accounts, then decide item by item and propose. */
@Path("/desk/review/{reference}")
class ReviewPages {
  private static final String STAGE = "review";

  record decide(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      ActPage.Touch touch,
      boolean resolved,
      List<TestForm> test,
      boolean tested,
      List<TargetFindings> findings,
      boolean counted,
      List<ItemForm> items)
      implements TemplateInstance {}

  private final Reviews reviews;
  private final Counts counts;
  private final Emergencies emergencies;
  private final Acts forms;
  private final PolicyPacks packs;
  private final KnownFields known;

  ReviewPages(
      Reviews reviews,
      Counts counts,
      Emergencies emergencies,
      Acts forms,
      PolicyPacks packs,
      KnownFields known) {
    this.reviews = reviews;
    this.counts = counts;
    this.emergencies = emergencies;
    this.forms = forms;
    this.packs = packs;
    this.known = known;
  }

  @GET
  @RolesAllowed(Role.Names.REVIEWER)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, null);
  }

  @POST
  @Path("/resolutions")
  @RolesAllowed(Role.Names.REVIEWER)
  public Response resolve(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms
        .done(() -> reviews.resolveTargets(reference))
        .map(p -> page(headers, reference, p, null))
        .orElseGet(() -> Acts.seeOther("/desk/review/" + reference));
  }

  @POST
  @Path("/counts")
  @RolesAllowed(Role.Names.REVIEWER)
  public Response count(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms
        .done(() -> counts.count(reference))
        .map(p -> page(headers, reference, p, null))
        .orElseGet(() -> Acts.seeOther("/desk/review/" + reference));
  }

  @POST
  @Path("/test")
  @RolesAllowed(Role.Names.REVIEWER)
  public Response test(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      MultivaluedMap<String, String> form) {
    return forms
        .done(() ->
            reviews.answerTest(reference, TestForm.answers(emergencies.parts(reference), form)))
        .map(p -> page(headers, reference, p, form))
        .orElseGet(() -> Acts.seeOther("/desk/review/" + reference));
  }

  @POST
  @RolesAllowed(Role.Names.REVIEWER)
  public Response propose(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      MultivaluedMap<String, String> form) {
    List<ItemInput> inputs = ItemForm.inputs(form);
    return forms
        .taken(reference, seen, "Propose", () -> reviews.propose(reference, seen, inputs))
        .map(p -> page(headers, reference, p, form))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  private Response page(
      HttpHeaders headers,
      String reference,
      @Nullable Problem problem,
      @Nullable MultivaluedMap<String, String> form) {
    ActPage page = forms.open(headers, STAGE, reference, problem);
    Map<String, List<String>> fields = known.all();
    List<TargetFindings> findings = counts.of(reference);
    List<TestForm> test =
        emergencies.parts(reference).stream()
            .map(part -> TestForm.of(page.chrome(), part, form))
            .toList();
    return Acts.answer(
        problem,
        new decide(
            page.chrome(),
            page.errors(),
            page,
            forms.touch(page, "propose", ""),
            page.view().targets().stream().noneMatch(t -> "PENDING".equals(t.resolution())),
            test,
            test.stream().allMatch(TestForm::answered),
            findings,
            findings.stream().anyMatch(f -> f.countedAt() != null),
            page.view().targets().stream()
                .flatMap(target -> target.items().stream())
                .map(item ->
                    ItemForm.of(
                        page.chrome(),
                        packs.required(page.view().regime(), page.view().packVersion()),
                        item,
                        fields.getOrDefault(item.group().key(), List.of()),
                        form))
                .toList()));
  }
}
