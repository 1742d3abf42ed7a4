package io.chancery.casework;

import io.chancery.access.Role;
import io.chancery.platform.Problem;
import io.chancery.platform.Texts;
import io.chancery.policy.Clocks;
import io.chancery.policy.PolicyPack;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cases and timelines over the API. */
@Path("/api/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
class CaseResource {

  record CaseJson(
      String reference,
      CaseStatus status,
      @Nullable String actsNext,
      long version,
      Instant receivedAt,
      String regime,
      String packVersion,
      String agency,
      String officer,
      CaseView.InstrumentView instrument,
      List<CaseView.TargetView> targets,
      List<ClockJson> clocks,
      List<CaseLinks.Link> links,
      boolean referral,
      @Nullable Boolean protectedAccount) {}

  /** A clock with its law and its arithmetic; {@code dueAt} is null while it has no end. */
  record ClockJson(
      String name,
      String state,
      Instant startedAt,
      @Nullable Instant dueAt,
      int amount,
      PolicyPack.Unit unit,
      PolicyPack.Expiry outcome,
      String citation,
      boolean confirmed,
      @Nullable Instant endedAt,
      boolean late,
      List<Clocks.Step> steps) {}

  private final CaseViews views;
  private final Timelines timelines;
  private final CaseLinks links;
  private final Clock clock;

  CaseResource(CaseViews views, Timelines timelines, CaseLinks links, Clock clock) {
    this.views = views;
    this.timelines = timelines;
    this.links = links;
    this.clock = clock;
  }

  @GET
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.AGENCY_SYSTEM,
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public List<CaseViews.Row> list(
      @QueryParam("status") @Nullable String status, @QueryParam("page") int page) {
    if (page < 0) {
      throw Problem.invalid("page", "page_shape");
    }
    return views.list(status == null ? null : status(status), page);
  }

  @GET
  @Path("/{reference}")
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.AGENCY_SYSTEM,
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public CaseJson one(@PathParam("reference") String reference) {
    return json(views.open(reference, "api"));
  }

  @GET
  @Path("/{reference}/timeline")
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.AGENCY_SYSTEM,
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public List<Timelines.Line> timeline(
      @PathParam("reference") String reference, @Context HttpHeaders headers) {
    return timelines.of(reference, Texts.bestOf(headers.getAcceptableLanguages()));
  }

  private static CaseStatus status(String text) {
    try {
      return CaseStatus.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("status", "status_unknown");
    }
  }

  private CaseJson json(CaseView view) {
    return new CaseJson(
        view.reference(),
        view.status(),
        view.actsNext(),
        view.version(),
        view.receivedAt(),
        view.regime(),
        view.packVersion(),
        view.agency(),
        view.officer(),
        view.instrument(),
        view.targets(),
        view.clocks().stream().map(this::json).toList(),
        links.of(view.id()),
        view.referral(),
        view.protectedAccount());
  }

  private ClockJson json(CaseView.ClockView it) {
    PolicyPack.ClockRule rule = it.law().rule();
    return new ClockJson(
        it.name(),
        it.law().state().name(),
        it.startedAt(),
        it.dueAt(),
        rule.amount(),
        rule.unit(),
        rule.outcome(),
        it.citation(),
        it.confirmed(),
        it.endedAt(),
        it.lateAt(clock.instant()),
        it.law().steps());
  }
}
