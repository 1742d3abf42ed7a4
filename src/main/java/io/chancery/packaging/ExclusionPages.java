package io.chancery.packaging;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.StepResult;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Proposals to withhold items: the list, and for the second person what each is about. */
@Path("/desk/exclusions/{reference}")
class ExclusionPages {
  private static final String STAGE = "exclusions";

  record list(
      PageChrome chrome, FormErrors errors, ActPage page, List<Exclusions.ExclusionView> exclusions)
      implements TemplateInstance {}

  record answer(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      ActPage.Touch touch,
      Exclusions.ExclusionView exclusion,
      CollectedSearch.Found found)
      implements TemplateInstance {}

  private final Exclusions exclusions;
  private final CollectedSearch searches;
  private final Acts forms;

  ExclusionPages(Exclusions exclusions, CollectedSearch searches, Acts forms) {
    this.exclusions = exclusions;
    this.searches = searches;
    this.forms = forms;
  }

  @GET
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response all(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    ActPage page = forms.open(headers, STAGE, reference, null);
    return Acts.answer(
        null, new list(page.chrome(), page.errors(), page, exclusions.of(reference)));
  }

  @GET
  @Path("/{exclusion}")
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response one(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("exclusion") String exclusion,
      @QueryParam("page") @DefaultValue("1") int number) {
    return page(headers, reference, id(exclusion), number, null);
  }

  @POST
  @Path("/{exclusion}/confirmation")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response confirm(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("exclusion") String exclusion,
      @FormParam("seenVersion") long seen,
      @FormParam("shown") @Nullable String shown) {
    ExclusionId id = id(exclusion);
    return answered(
        headers,
        reference,
        id,
        seen,
        "ConfirmExclusion",
        () -> exclusions.confirm(reference, seen, id, digest(shown)));
  }

  @POST
  @Path("/{exclusion}/rejection")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response reject(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("exclusion") String exclusion,
      @FormParam("seenVersion") long seen,
      @FormParam("shown") @Nullable String shown) {
    ExclusionId id = id(exclusion);
    return answered(
        headers,
        reference,
        id,
        seen,
        "RejectExclusion",
        () -> exclusions.reject(reference, seen, id, digest(shown)));
  }

  private Response answered(
      HttpHeaders headers,
      String reference,
      ExclusionId id,
      long seen,
      String step,
      Supplier<StepResult> act) {
    return forms
        .taken(reference, seen, step, act)
        .map(p -> page(headers, reference, id, 1, p))
        .orElseGet(() -> Acts.seeOther("/desk/exclusions/" + reference));
  }

  private Response page(
      HttpHeaders headers,
      String reference,
      ExclusionId id,
      int number,
      @Nullable Problem problem) {
    ActPage page = forms.open(headers, STAGE, reference, problem);
    Exclusions.ExclusionView exclusion =
        exclusions.of(reference).stream()
            .filter(e -> e.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    return Acts.answer(
        problem,
        new answer(
            page.chrome(),
            page.errors(),
            page,
            forms.touch(page, "exclusion", "/" + id),
            exclusion,
            searches.items(reference, id, number)));
  }

  static ExclusionId id(String text) {
    try {
      return ExclusionId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }

  static Sha256 digest(@Nullable String typed) {
    try {
      return new Sha256(java.util.Objects.requireNonNullElse(typed, ""));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("shown", "digest_shape");
    }
  }
}
