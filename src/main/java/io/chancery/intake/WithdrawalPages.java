package io.chancery.intake;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.StepEdge;
import io.chancery.kernel.CaseReference;
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
import org.jspecify.annotations.Nullable;

/** Withdrawing a request: a page that restates it, a touch, a reason. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class WithdrawalPages {
  private static final String ACT = "withdraw";
  private static final List<String> REASONS =
      List.of(
          "no-longer-needed", "submitted-in-error", "instrument-withdrawn", "replaced-by-another");

  record confirm(
      PageChrome chrome,
      FormErrors errors,
      CaseView request,
      List<Option> reasons,
      boolean touched,
      String touch)
      implements TemplateInstance {}

  private final Submissions submissions;
  private final CaseViews views;
  private final StepUps stepUps;
  private final StepEdge edge;
  private final PageChromes chromes;

  WithdrawalPages(
      Submissions submissions,
      CaseViews views,
      StepUps stepUps,
      StepEdge edge,
      PageChromes chromes) {
    this.submissions = submissions;
    this.views = views;
    this.stepUps = stepUps;
    this.edge = edge;
    this.chromes = chromes;
  }

  @GET
  @Path("requests/case/{reference}/withdraw")
  @RolesAllowed(Role.Names.OFFICER)
  public TemplateInstance look(
      @PathParam("reference") String reference, @Context HttpHeaders headers) {
    return page(reference, chromes.of(headers, ""), FormErrors.none(), "");
  }

  @POST
  @Path("requests/case/{reference}/withdraw")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.OFFICER)
  public Response withdraw(
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seenVersion,
      @FormParam("reason") @Nullable String typed,
      @Context HttpHeaders headers) {
    String reason = Objects.requireNonNullElse(typed, "");
    try {
      if (!REASONS.contains(reason)) {
        throw Problem.invalid("reason", "reason_unknown");
      }
      edge.require(
          new CaseReference(reference),
          "Withdraw",
          submissions.withdraw(reference, seenVersion, reason));
      return Response.seeOther(URI.create("/requests/case/" + reference)).build();
    } catch (Problem problem) {
      if (problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.FORBIDDEN) {
        throw problem;
      }
      PageChrome chrome = chromes.of(headers, "");
      return Response.status(ProblemType.INVALID_INPUT.status())
          .entity(page(reference, chrome, FormErrors.of(problem, chrome.language()), reason))
          .build();
    }
  }

  private confirm page(String reference, PageChrome chrome, FormErrors errors, String reason) {
    return new confirm(
        chrome,
        errors,
        views.open(reference, "withdraw"),
        Option.of(chrome, "withdraw_", REASONS, List.of(reason)),
        stepUps.present(ACT, reference),
        stepUps.begin(ACT, reference, "/requests/case/" + reference + "/withdraw").toString());
  }
}
