package io.chancery.packaging;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.StepResult;
import io.chancery.kernel.ReissueId;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Issuing a delivered production again: the custodian's proposal and the approver's answer. */
@Path("/desk/reissue/{reference}")
class ReissuePages {
  private static final String STAGE = "reissue";

  private static final Acts.ReasonAct END =
      new Acts.ReasonAct(
          Reissues.END,
          "EndReissue",
          EnumSet.of(CaseStatus.COLLECTED, CaseStatus.SEALED),
          Reissues.ENDS);

  /**
   * The proposals, a form for another one, and for each open one its answer.
   *
   * @param mayPropose whether a proposal is possible now, for whoever may propose
   */
  record show(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      ActPage.Touch touch,
      List<Reissues.ReissueView> reissues,
      List<Option> keys,
      List<Option> reasons,
      boolean mayPropose,
      boolean mayAnswer)
      implements TemplateInstance {}

  private final Reissues reissues;
  private final Acts forms;
  private final io.chancery.access.CurrentActor current;

  ReissuePages(Reissues reissues, Acts forms, io.chancery.access.CurrentActor current) {
    this.reissues = reissues;
    this.forms = forms;
    this.current = current;
  }

  @GET
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, "", "");
  }

  @POST
  @Path("/proposals")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response propose(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("recipient") @Nullable String recipient,
      @FormParam("reason") @Nullable String reason) {
    String key = Objects.requireNonNullElse(recipient, "");
    String why = Objects.requireNonNullElse(reason, "");
    return forms
        .taken(
            reference,
            seen,
            "ProposeReissue",
            () -> reissues.propose(reference, seen, key, why).result())
        .map(p -> page(headers, reference, p, key, why))
        .orElseGet(() -> Acts.seeOther("/desk/reissue/" + reference));
  }

  @POST
  @Path("/{reissue}/confirmation")
  @RolesAllowed(Role.Names.APPROVER)
  public Response confirm(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("reissue") String reissue,
      @FormParam("seenVersion") long seen,
      @FormParam("shown") @Nullable String shown) {
    ReissueId id = id(reissue);
    return answered(
        headers,
        reference,
        seen,
        "Reissue",
        () -> reissues.confirm(reference, seen, id, ExclusionPages.digest(shown)));
  }

  @POST
  @Path("/{reissue}/rejection")
  @RolesAllowed(Role.Names.APPROVER)
  public Response reject(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("reissue") String reissue,
      @FormParam("seenVersion") long seen,
      @FormParam("shown") @Nullable String shown) {
    ReissueId id = id(reissue);
    return answered(
        headers,
        reference,
        seen,
        "RejectReissue",
        () -> reissues.reject(reference, seen, id, ExclusionPages.digest(shown)));
  }

  @GET
  @Path("/end-reissue")
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER})
  public Response ending(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, END, null, null);
  }

  @POST
  @Path("/end-reissue")
  @RolesAllowed({Role.Names.CUSTODIAN, Role.Names.APPROVER})
  public Response end(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        END,
        typed,
        reason -> reissues.end(reference, seen, reason));
  }

  private Response answered(
      HttpHeaders headers, String reference, long seen, String step, Supplier<StepResult> act) {
    return forms
        .taken(reference, seen, step, act)
        .map(p -> page(headers, reference, p, "", ""))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  private Response page(
      HttpHeaders headers, String reference, @Nullable Problem problem, String key, String reason) {
    ActPage page = forms.open(headers, STAGE, reference, problem);
    List<Reissues.ReissueView> all = reissues.of(reference);
    boolean open = all.stream().anyMatch(r -> r.state().equals("OPEN"));
    boolean delivered = page.view().status() == CaseStatus.DELIVERED;
    return Acts.answer(
        problem,
        new show(
            page.chrome(),
            page.errors(),
            page,
            forms.touch(page, Reissues.ACT, ""),
            all,
            keys(page.chrome(), reference, key),
            withBlank(
                page.chrome(),
                Option.of(page.chrome(), "reason_", Reissues.REASONS, List.of(reason))),
            delivered && !open && current.get().is(Role.CUSTODIAN),
            delivered && current.get().is(Role.APPROVER)));
  }

  private List<Option> keys(PageChrome chrome, String reference, String chosen) {
    return withBlank(
        chrome,
        reissues.keys(reference).stream()
            .map(k ->
                new Option(
                    k.fingerprint(),
                    chrome.text("key_purpose_", k.purpose()) + ": " + k.fingerprint(),
                    k.fingerprint().equals(chosen)))
            .toList());
  }

  private static List<Option> withBlank(PageChrome chrome, List<Option> options) {
    List<Option> all = new ArrayList<>();
    all.add(new Option("", chrome.text("desk_choose"), false));
    all.addAll(options);
    return all;
  }

  static ReissueId id(String text) {
    try {
      return ReissueId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }
}
