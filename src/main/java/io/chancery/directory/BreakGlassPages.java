package io.chancery.directory;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Roles for an emergency that an auditor has yet to look at. */
@Path("/desk/directory/break-glass")
class BreakGlassPages {
  private static final String HERE = "/desk/directory/break-glass";

  /** One of them, with its holder's name. */
  record Line(BreakGlass.Open open, String name, boolean over, boolean late) {}

  record list(PageChrome chrome, List<Line> lines) implements TemplateInstance {}

  record review(
      PageChrome chrome,
      FormErrors errors,
      Line line,
      StaffTyped typed,
      List<Option> outcomes,
      Touch touch)
      implements TemplateInstance {}

  private final BreakGlass breakGlass;
  private final StaffViews views;
  private final StepUps stepUps;
  private final PageChromes chromes;
  private final Clock clock;

  BreakGlassPages(
      BreakGlass breakGlass, StaffViews views, StepUps stepUps, PageChromes chromes, Clock clock) {
    this.breakGlass = breakGlass;
    this.views = views;
    this.stepUps = stepUps;
    this.chromes = chromes;
    this.clock = clock;
  }

  @GET
  @RolesAllowed({Role.Names.ADMINISTRATOR, Role.Names.APPROVER, Role.Names.AUDITOR})
  public Response all(@Context HttpHeaders headers) {
    return StaffForms.answer(null, new list(chromes.of(headers, HERE), lines()));
  }

  @GET
  @Path("/{right}")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response look(@Context HttpHeaders headers, @PathParam("right") String right) {
    return page(headers, right, new StaffTyped(null), null);
  }

  @POST
  @Path("/{right}")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response review(
      @Context HttpHeaders headers,
      @PathParam("right") String right,
      MultivaluedMap<String, String> form) {
    StaffTyped typed = new StaffTyped(form);
    BreakGlass.Outcome outcome =
        Arrays.stream(BreakGlass.Outcome.values())
            .filter(one -> one.name().equals(typed.of("outcome")))
            .findFirst()
            .orElse(null);
    return StaffForms.attempt(
        () -> {
          breakGlass.review(id(right), outcome, typed.of("words"));
          return StaffForms.seeOther(HERE);
        },
        problem -> page(headers, right, typed, problem));
  }

  private Response page(
      HttpHeaders headers, String right, StaffTyped typed, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, HERE);
    UUID id = id(right);
    Line line =
        lines().stream()
            .filter(one -> one.open().right().equals(id))
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    return StaffForms.answer(
        problem,
        new review(
            chrome,
            StaffForms.errors(problem, chrome),
            line,
            typed,
            Option.of(
                chrome,
                "break_glass_",
                Arrays.stream(BreakGlass.Outcome.values()).map(Enum::name).toList(),
                Set.of(typed.of("outcome"))),
            Touch.of(stepUps, BreakGlass.ACT, id.toString(), HERE + "/" + id, problem)));
  }

  private List<Line> lines() {
    return breakGlass.awaitingReview().stream()
        .map(open ->
            new Line(
                open,
                views.one(open.holder()).fullName(),
                !clock.instant().isBefore(open.until()),
                clock.instant().isAfter(open.reviewDue())))
        .toList();
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }
}
