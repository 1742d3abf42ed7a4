package io.chancery.casework;

import io.chancery.access.PageChromes;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.policy.PolicyPacks;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The desk: what waits for a person, and the list of all cases. */
@Path("/desk")
class DeskPages {
  private static final int PAGE = 50;

  /** One line of a list, in the words of the page. */
  record Line(
      CaseViews.Row row, String due, String remaining, boolean late, @Nullable String person) {}

  /** A link of the filter. */
  record Filter(String href, String text, boolean current) {}

  /** Filters of one kind under their heading. */
  record Filters(String title, List<Filter> filters) {}

  record queue(
      PageChrome chrome,
      List<Line> mine,
      List<Line> lines,
      List<Filters> filters,
      boolean filtered,
      boolean works,
      long proposals,
      @Nullable String next)
      implements TemplateInstance {}

  /** What one person carries, in the words of the page. */
  record Carried(CaseQueue.Load load, String due) {}

  record workload(PageChrome chrome, List<Carried> lines) implements TemplateInstance {}

  record cases(
      PageChrome chrome,
      List<Line> lines,
      List<Filter> filters,
      @Nullable String previous,
      @Nullable String next)
      implements TemplateInstance {}

  private final CaseViews views;
  private final CaseQueue queue;
  private final PolicyPacks packs;
  private final Proposals proposals;
  private final PageChromes chromes;
  private final Clock clock;

  DeskPages(
      CaseViews views,
      CaseQueue queue,
      PolicyPacks packs,
      Proposals proposals,
      PageChromes chromes,
      Clock clock) {
    this.views = views;
    this.proposals = proposals;
    this.queue = queue;
    this.packs = packs;
    this.chromes = chromes;
    this.clock = clock;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public Response queue(
      @Context HttpHeaders headers,
      @QueryParam("whose") @Nullable String whose,
      @QueryParam("status") @Nullable String status,
      @QueryParam("regime") @Nullable String regime,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("after") @Nullable String after) {
    PageChrome chrome = chromes.of(headers, "/desk");
    CaseQueue.Filter filter =
        new CaseQueue.Filter(
            Arrays.stream(CaseQueue.Whose.values())
                .filter(w -> w.name().equals(whose))
                .findFirst()
                .orElse(CaseQueue.Whose.TEAM),
            status == null ? null : known(status),
            regime,
            kind);
    QueueFilters filters = new QueueFilters(chrome, filter, queue.waiting(), packs);
    boolean filtered = !filter.equals(QueueFilters.NONE);
    CaseQueue.Part part = queue.queue(filter, after);
    List<CaseQueue.Entry> mine =
        filtered || after != null
            ? List.of()
            : queue.queue(filters.with(CaseQueue.Whose.MINE), null).entries();
    return Acts.answer(
        null,
        new queue(
            chrome,
            mine.stream().map(entry -> line(chrome, entry, clock.instant())).toList(),
            part.entries().stream().map(entry -> line(chrome, entry, clock.instant())).toList(),
            filters.all(),
            filtered || after != null,
            queue.works(),
            proposals.waitingForMe(),
            part.next() == null ? null : filters.after(part.next())));
  }

  @GET
  @Path("/workload")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public Response workload(@Context HttpHeaders headers) {
    PageChrome chrome = chromes.of(headers, "/desk");
    return Acts.answer(
        null,
        new workload(
            chrome,
            queue.workload().stream()
                .map(load ->
                    new Carried(
                        load,
                        load.dueAt() == null
                            ? ""
                            : DeskWords.remaining(chrome, load.dueAt(), clock.instant())))
                .toList()));
  }

  @GET
  @Path("/cases")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response cases(
      @Context HttpHeaders headers,
      @QueryParam("status") @Nullable String typed,
      @QueryParam("page") int page) {
    if (page < 0) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
    PageChrome chrome = chromes.of(headers, "/desk/cases");
    CaseStatus status = typed == null ? null : known(typed);
    List<CaseViews.Row> rows = views.list(status, page);
    return Acts.answer(
        null,
        new cases(
            chrome,
            rows.stream().map(row -> line(chrome, row, null, clock.instant())).toList(),
            filters(chrome, status),
            page == 0 ? null : href(status, page - 1),
            rows.size() < PAGE ? null : href(status, page + 1)));
  }

  private static CaseStatus known(String typed) {
    return Arrays.stream(CaseStatus.values())
        .filter(status -> status.name().equals(typed))
        .findFirst()
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private static List<Filter> filters(PageChrome chrome, @Nullable CaseStatus chosen) {
    Stream<Filter> all =
        Stream.of(new Filter("/desk/cases", chrome.text("desk_filter_all"), chosen == null));
    Stream<Filter> each =
        Arrays.stream(CaseStatus.values())
            .map(status ->
                new Filter(href(status, 0), chrome.text("status_", status), status == chosen));
    return Stream.concat(all, each).toList();
  }

  private static String href(@Nullable CaseStatus status, int page) {
    return "/desk/cases?page=" + page + (status == null ? "" : "&status=" + status);
  }

  /** A line of the queue or of what was found. */
  static Line line(PageChrome chrome, CaseQueue.Entry entry, Instant now) {
    return line(chrome, entry.row(), entry.person(), now);
  }

  private static Line line(
      PageChrome chrome, CaseViews.Row row, @Nullable String person, Instant now) {
    Instant due = row.dueAt();
    return due == null
        ? new Line(row, "", "", false, person)
        : new Line(
            row,
            DeskWords.lastDay(chrome, due),
            DeskWords.remaining(chrome, due, now),
            now.isAfter(due),
            person);
  }
}
