package io.chancery.oversight;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.custody.EventSentences;
import io.chancery.custody.LedgerEntry;
import io.chancery.directory.StaffViews;
import io.chancery.kernel.Period;
import io.chancery.oversight.Investigation.Way;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.Texts;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The auditor's pages about a colleague: what they did, saw and could do. */
@Path("/desk/oversight/people")
class PersonPages {
  private static final String HERE = "/desk/oversight/people";
  private static final int A_PAGE = 200;

  /** How many entries of a way there are. */
  record Count(String way, String text, long number, boolean shown) {}

  /** One entry. */
  record Line(
      Instant at, String sentence, @Nullable String reference, String as, String entry, Way way) {}

  record all(PageChrome chrome, List<StaffViews.Member> people) implements TemplateInstance {}

  record one(
      PageChrome chrome,
      FormErrors errors,
      @Nullable Investigation asked,
      String here,
      String from,
      String until,
      String show,
      List<Count> counts,
      List<Line> lines,
      int page,
      int next,
      boolean more)
      implements TemplateInstance {}

  private final Investigations investigations;
  private final InvestigationExport export;
  private final EventSentences sentences;
  private final PageChromes chromes;

  PersonPages(
      Investigations investigations,
      InvestigationExport export,
      EventSentences sentences,
      PageChromes chromes) {
    this.investigations = investigations;
    this.export = export;
    this.sentences = sentences;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.AUDITOR)
  public Response all(@Context HttpHeaders headers) {
    return html(200, new all(chromes.of(headers, HERE), investigations.people()));
  }

  @GET
  @Path("/{person}")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response one(
      @Context HttpHeaders headers,
      @PathParam("person") String person,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("until") @DefaultValue("") String until,
      @QueryParam("show") @DefaultValue("") String show,
      @QueryParam("page") @DefaultValue("0") int page) {
    PageChrome chrome = chromes.of(headers, HERE);
    Period period;
    try {
      period = investigations.period(from, until);
    } catch (Problem problem) {
      FormErrors errors = FormErrors.of(problem, chrome.language());
      String here = HERE + "/" + PersonResource.person(person);
      return html(
          problem.type().status(),
          new one(chrome, errors, null, here, from, until, "", List.of(), List.of(), 0, 1, false));
    }
    Investigation asked = investigations.open(PersonResource.person(person), period, "page");
    Way only = way(show);
    int first = Math.clamp((long) page, 0, Integer.MAX_VALUE / A_PAGE - 1) * A_PAGE;
    long[] numbers = new long[Way.values().length];
    List<Line> lines = new ArrayList<>();
    investigations.entries(
        asked,
        entry -> {
          Way way = Way.of(entry);
          long before = only == null ? Arrays.stream(numbers).sum() : numbers[way.ordinal()];
          numbers[way.ordinal()]++;
          if ((only == null || only == way) && before >= first && before < first + A_PAGE) {
            lines.add(line(chrome, entry, way));
          }
        });
    long shown = only == null ? Arrays.stream(numbers).sum() : numbers[only.ordinal()];
    return html(
        200,
        new one(
            chrome,
            FormErrors.none(),
            asked,
            HERE + "/" + asked.person(),
            day(period.from()),
            day(period.until().minusSeconds(1)),
            only == null ? "" : key(only),
            counts(chrome, numbers, only),
            lines,
            first / A_PAGE,
            first / A_PAGE + 1,
            shown > first + A_PAGE));
  }

  @GET
  @Path("/{person}/entries.csv")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response csv(
      @PathParam("person") String person,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("until") @DefaultValue("") String until) {
    Investigation asked = ask(person, from, until, "csv");
    StreamingOutput body = out -> export.csv(asked, out);
    return file(body, "text/csv; charset=utf-8", asked, "csv");
  }

  @GET
  @Path("/{person}/everything.json")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response json(
      @PathParam("person") String person,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("until") @DefaultValue("") String until) {
    Investigation asked = ask(person, from, until, "json");
    StreamingOutput body = out -> export.json(asked, out);
    return file(body, MediaType.APPLICATION_JSON, asked, "json");
  }

  private Investigation ask(String person, String from, String until, String form) {
    return investigations.open(
        PersonResource.person(person), investigations.period(from, until), form);
  }

  private Line line(PageChrome chrome, LedgerEntry entry, Way way) {
    return new Line(
        entry.at(),
        sentences.sentence(entry, chrome.language()),
        entry.reference() == null ? null : entry.reference().value(),
        roles(chrome, entry.role()),
        entry.id().toString(),
        way);
  }

  private static List<Count> counts(PageChrome chrome, long[] numbers, @Nullable Way only) {
    List<Count> counts = new ArrayList<>();
    counts.add(
        new Count("", chrome.text("oversight_all"), Arrays.stream(numbers).sum(), only == null));
    for (Way way : Way.values()) {
      counts.add(
          new Count(
              key(way), chrome.text("oversight_", key(way)), numbers[way.ordinal()], only == way));
    }
    return counts;
  }

  /** An entry names every role that a person held when the act itself used none of them. */
  private static String roles(PageChrome chrome, String roles) {
    return Arrays.stream(roles.split(","))
        .map(role -> "role_" + role)
        .filter(key -> Texts.has(chrome.language(), key))
        .map(chrome::text)
        .collect(Collectors.joining(", "));
  }

  private static @Nullable Way way(String key) {
    if (key.isEmpty()) {
      return null;
    }
    return Arrays.stream(Way.values())
        .filter(way -> key(way).equals(key))
        .findFirst()
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private static String key(Way way) {
    return way.name().toLowerCase(Locale.ROOT);
  }

  private static String day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }

  private static Response file(
      StreamingOutput body, String type, Investigation asked, String extension) {
    return Response.ok(body, type)
        .header(
            "Content-Disposition",
            "attachment; filename=\"" + asked.person() + "." + extension + "\"")
        .header("Cache-Control", "no-store")
        .build();
  }

  private static Response html(int status, TemplateInstance page) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(page.render())
        .build();
  }
}
