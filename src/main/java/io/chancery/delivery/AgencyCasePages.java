package io.chancery.delivery;

import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.casework.CaseLinks;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.ClockWords;
import io.chancery.casework.Obligations;
import io.chancery.casework.Timelines;
import io.chancery.casework.clarification.Clarifications;
import io.chancery.casework.cost.CostViews;
import io.chancery.platform.PageChrome;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as its agency follows it. It stands here because what the agency waits for are the
 * hand-overs, and casework may not know them.
 */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class AgencyCasePages {

  record show(
      PageChrome chrome,
      CaseView request,
      List<ClockWords.Panel> clocks,
      List<Deliveries.GrantView> deliveries,
      List<Timelines.Line> timeline,
      Obligations.@Nullable View owed,
      boolean questions,
      boolean asked,
      Recalls.@Nullable View recalled,
      boolean correction,
      List<CaseLinks.Link> links,
      CostViews.CostView cost,
      boolean mayWithdraw)
      implements TemplateInstance {}

  private final CaseViews views;
  private final Deliveries deliveries;
  private final Recalls recalls;
  private final Corrections corrections;
  private final CaseLinks links;
  private final CostViews costs;
  private final Timelines timelines;
  private final Obligations obligations;
  private final Clarifications clarifications;
  private final CurrentActor current;
  private final PageChromes chromes;
  private final Clock now;

  AgencyCasePages(
      CaseViews views,
      Deliveries deliveries,
      Recalls recalls,
      Corrections corrections,
      CaseLinks links,
      CostViews costs,
      Timelines timelines,
      Obligations obligations,
      Clarifications clarifications,
      CurrentActor current,
      PageChromes chromes,
      Clock now) {
    this.views = views;
    this.deliveries = deliveries;
    this.recalls = recalls;
    this.corrections = corrections;
    this.links = links;
    this.costs = costs;
    this.timelines = timelines;
    this.obligations = obligations;
    this.clarifications = clarifications;
    this.current = current;
    this.chromes = chromes;
    this.now = now;
  }

  @GET
  @Path("requests/case/{reference}")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public TemplateInstance one(
      @PathParam("reference") String reference, @Context HttpHeaders headers) {
    PageChrome chrome = chromes.of(headers, "");
    CaseView view = views.open(reference, "request");
    List<Clarifications.Question> questions = clarifications.of(reference);
    return new show(
        chrome,
        view,
        ClockWords.panels(chrome, view, now.instant()),
        deliveries.grants(reference),
        timelines.of(reference, chrome.language()),
        obligations.of(reference).orElse(null),
        !questions.isEmpty(),
        questions.stream().anyMatch(Clarifications.Question::open),
        recalls.of(reference).orElse(null),
        corrections.open(reference),
        links.of(view.id()),
        costs.of(reference),
        current.get().is(Role.OFFICER) && withdrawable(view.status()));
  }

  private static boolean withdrawable(CaseStatus status) {
    return !status.isFinal() && status != CaseStatus.RELEASED && status != CaseStatus.DELIVERED;
  }
}
