package io.chancery.casework.cost;

import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.kernel.Sha256;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.Typed;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Proposing an invoice, answering the proposal, and waiving. */
@Path("/desk/costs/{reference}")
class CostPages {

  record costs(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      CostViews.CostView cost,
      boolean mayPropose,
      boolean mayAnswer,
      ActPage.Touch touch,
      List<Option> reasons,
      Typed typed)
      implements TemplateInstance {}

  private final Costs costs;
  private final CostViews views;
  private final Acts forms;
  private final CurrentActor current;

  CostPages(Costs costs, CostViews views, Acts forms, CurrentActor current) {
    this.costs = costs;
    this.views = views;
    this.forms = forms;
    this.current = current;
  }

  @GET
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, Typed.nothing());
  }

  @POST
  @Path("/proposals")
  @RolesAllowed(Role.Names.CLERK)
  public Response propose(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      MultivaluedMap<String, String> fields) {
    Typed form = new Typed(fields);
    Map<String, String> hours =
        FeeSchedule.ACTIVITIES.stream()
            .filter(activity -> !form.in(activity).isEmpty())
            .collect(Collectors.toMap(Function.identity(), form::in));
    return answered(headers, reference, form, () -> costs.propose(reference, hours));
  }

  @POST
  @Path("/proposals/{number:\\d+}/issue")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response issue(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("number") int number,
      @FormParam("shown") @Nullable String shown) {
    return answered(
        headers, reference, Typed.nothing(), () -> costs.issue(reference, number, digest(shown)));
  }

  @POST
  @Path("/proposals/{number:\\d+}/rejection")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response reject(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("number") int number,
      @FormParam("shown") @Nullable String shown) {
    return answered(
        headers, reference, Typed.nothing(), () -> costs.reject(reference, number, digest(shown)));
  }

  @POST
  @Path("/waiver")
  @RolesAllowed(Role.Names.CLERK)
  public Response waive(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("reason") @Nullable String reason) {
    String why = Objects.requireNonNullElse(reason, "");
    return answered(headers, reference, Typed.nothing(), () -> costs.waive(reference, why));
  }

  /** The digest beside what was looked at. */
  static Sha256 digest(@Nullable String shown) {
    try {
      return new Sha256(Objects.requireNonNullElse(shown, ""));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("shown", "digest_shape");
    }
  }

  private Response answered(HttpHeaders headers, String reference, Typed form, Runnable act) {
    return forms
        .done(act)
        .map(problem -> page(headers, reference, problem, form))
        .orElseGet(() -> Acts.seeOther("/desk/costs/" + reference));
  }

  private Response page(
      HttpHeaders headers, String reference, @Nullable Problem problem, Typed form) {
    ActPage page = forms.open(headers, "costs", reference, problem);
    PageChrome chrome = page.chrome();
    List<Option> reasons = new ArrayList<>();
    reasons.add(new Option("", chrome.text("desk_choose"), false));
    reasons.addAll(Option.of(chrome, "cost_waived_", Costs.REASONS, Set.of()));
    return Acts.answer(
        problem,
        new costs(
            chrome,
            page.errors(),
            page,
            views.of(reference),
            current.get().is(Role.CLERK),
            current.get().is(Role.REVIEWER) || current.get().is(Role.APPROVER),
            forms.touch(page, Costs.ISSUE, ""),
            reasons,
            form));
  }
}
