package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The desk: what waits for a person, and the list of all cases. */
@Path("/desk")
class DeskPages {
  private static final int PAGE = 50;

  /** One line of a list, in the words of the page. */
  record Line(CaseViews.Row row, String due, String remaining, boolean late) {}

  /** A link of the filter. */
  record Filter(String href, String text, boolean current) {}

  record queue(PageChrome chrome, List<Line> lines, boolean works) implements TemplateInstance {}

  record cases(
      PageChrome chrome,
      List<Line> lines,
      List<Filter> filters,
      @Nullable String previous,
      @Nullable String next)
      implements TemplateInstance {}

  private final CaseViews views;
  private final CurrentActor current;
  private final PageChromes chromes;
  private final Clock clock;

  DeskPages(CaseViews views, CurrentActor current, PageChromes chromes, Clock clock) {
    this.views = views;
    this.current = current;
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
  public Response queue(@Context HttpHeaders headers) {
    PageChrome chrome = chromes.of(headers, "/desk");
    Actor actor = current.get();
    List<Line> waiting =
        actor.roles().stream()
            .flatMap(role -> views.queue(role).stream())
            .sorted(
                Comparator.comparing(
                        CaseViews.Row::dueAt, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(CaseViews.Row::receivedAt))
            .map(row -> line(chrome, row))
            .toList();
    boolean works =
        Stream.of(CaseStatus.values())
            .anyMatch(status -> status.actsNext() != null && actor.is(status.actsNext()));
    return Acts.answer(null, new queue(chrome, waiting, works));
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
            rows.stream().map(row -> line(chrome, row)).toList(),
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

  private Line line(PageChrome chrome, CaseViews.Row row) {
    Instant due = row.dueAt();
    Instant now = clock.instant();
    return due == null
        ? new Line(row, "", "", false)
        : new Line(
            row,
            DeskWords.lastDay(chrome, due),
            DeskWords.remaining(chrome, due, now),
            now.isAfter(due));
  }
}
