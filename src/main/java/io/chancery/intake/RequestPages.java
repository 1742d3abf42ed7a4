package io.chancery.intake;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseViews;
import io.chancery.kernel.Sha256;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.policy.PolicyPacks;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An agency's requests: the list, the last look before submission, and the receipt. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class RequestPages {
  /** As many as {@link CaseViews#list} answers at once. */
  private static final int PAGE = 50;

  /** An open draft in the list. */
  record DraftRow(String id, String docket, String kind, String state, boolean ready) {}

  record list(
      PageChrome chrome,
      boolean officer,
      List<DraftRow> drafts,
      List<CaseViews.Row> cases,
      Instant now,
      int page,
      boolean more)
      implements TemplateInstance {}

  record check(
      PageChrome chrome,
      FormErrors errors,
      Submissions.DraftView draft,
      RequestSummary summary,
      String at,
      boolean touched,
      String touch,
      List<Option> known)
      implements TemplateInstance {}

  record received(PageChrome chrome, SubmissionReceipt receipt, boolean officer)
      implements TemplateInstance {}

  private final Submissions submissions;
  private final Receipts receipts;
  private final CaseViews views;
  private final PolicyPacks packs;
  private final StepUps stepUps;
  private final CurrentActor current;
  private final PageChromes chromes;
  private final Clock clock;

  RequestPages(
      Submissions submissions,
      Receipts receipts,
      CaseViews views,
      PolicyPacks packs,
      StepUps stepUps,
      CurrentActor current,
      PageChromes chromes,
      Clock clock) {
    this.submissions = submissions;
    this.receipts = receipts;
    this.views = views;
    this.packs = packs;
    this.stepUps = stepUps;
    this.current = current;
    this.chromes = chromes;
    this.clock = clock;
  }

  @GET
  @Path("requests")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public TemplateInstance list(@QueryParam("page") int page, @Context HttpHeaders headers) {
    int shown = Math.max(0, page);
    Actor actor = current.get();
    boolean officer = actor.is(Role.OFFICER);
    List<CaseViews.Row> cases = views.list(null, shown);
    PageChrome chrome = chromes.of(headers, "/requests");
    return new list(
        chrome,
        officer,
        officer && shown == 0
            ? submissions.openDrafts().stream().map(draft -> row(draft, chrome)).toList()
            : List.of(),
        cases,
        clock.instant(),
        shown,
        cases.size() == PAGE);
  }

  @GET
  @Path("requests/draft/{draft}/check")
  @RolesAllowed(Role.Names.OFFICER)
  public Response check(@PathParam("draft") String id, @Context HttpHeaders headers) {
    Submissions.DraftView draft = submissions.draft(DraftPages.id(id));
    if (draft.submittedAs() != null) {
      return to("/requests/case/" + draft.submittedAs());
    }
    PageChrome chrome = chromes.of(headers, "");
    return Response.ok(page(draft, chrome, FormErrors.none(), false)).build();
  }

  /** A second click on the button finds the case that the first one opened. */
  @POST
  @Path("requests/draft/{draft}/check")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.OFFICER)
  public Response submit(
      @PathParam("draft") String text,
      @FormParam("shown") @Nullable String shown,
      @FormParam("knownDuplicate") @Nullable String knownDuplicate,
      @Context HttpHeaders headers) {
    UUID id = DraftPages.id(text);
    boolean known = "yes".equals(knownDuplicate);
    try {
      return received(submissions.submit(id, known, digest(shown)).reference());
    } catch (Problem problem) {
      Submissions.DraftView draft = submissions.draft(id);
      if (draft.submittedAs() != null) {
        return received(draft.submittedAs());
      }
      PageChrome chrome = chromes.of(headers, "");
      FormErrors errors =
          "instrument_known".equals(problem.code())
              ? FormErrors.at("knownDuplicate", problem, chrome.language())
              : FormErrors.of(problem, chrome.language());
      return Response.status(ProblemType.INVALID_INPUT.status())
          .entity(page(draft, chrome, errors, known))
          .build();
    }
  }

  @GET
  @Path("requests/case/{reference}/received")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public TemplateInstance received(
      @PathParam("reference") String reference, @Context HttpHeaders headers) {
    return new received(
        chromes.of(headers, ""), receipts.of(reference), current.get().is(Role.OFFICER));
  }

  private DraftRow row(Submissions.DraftView draft, PageChrome chrome) {
    RequestSummary summary = RequestSummary.of(draft.form(), chrome, packs);
    boolean complete = draft.findings().isEmpty();
    boolean ready = complete && draft.instrument() != null;
    return new DraftRow(
        draft.id().toString(),
        summary.docket(),
        summary.kind(),
        chrome.text(ready ? "draft_ready" : complete ? "draft_without_upload" : "draft_unfinished"),
        ready);
  }

  private check page(
      Submissions.DraftView draft, PageChrome chrome, FormErrors errors, boolean known) {
    String id = draft.id().toString();
    return new check(
        chrome,
        errors,
        draft,
        RequestSummary.of(draft.form(), chrome, packs),
        "/requests/draft/" + id,
        stepUps.present(Submissions.ACT, id),
        stepUps.begin(Submissions.ACT, id, "/requests/draft/" + id + "/check#submit").toString(),
        List.of(new Option("yes", chrome.text("known_confirm"), known)));
  }

  private static Sha256 digest(@Nullable String shown) {
    try {
      return new Sha256(shown == null ? "" : shown);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.MALFORMED, "form_broken");
    }
  }

  private static Response received(String reference) {
    return to("/requests/case/" + reference + "/received");
  }

  private static Response to(String path) {
    return Response.seeOther(URI.create(path)).build();
  }
}
