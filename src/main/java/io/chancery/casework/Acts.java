package io.chancery.casework;

import io.chancery.access.PageChromes;
import io.chancery.access.StepUpRequired;
import io.chancery.access.StepUps;
import io.chancery.directory.Agencies;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The plumbing of every page on which somebody acts: open the case, offer the touch, try the step,
 * and answer with the same page and what went wrong, or with the way on.
 */
@ApplicationScoped
public class Acts {

  /** An act that needs nothing but a reason: its words start with {@code desk_<act>_}. */
  public record ReasonAct(String act, String step, Set<CaseStatus> from, List<String> reasons) {}

  /** The one page of all acts that need nothing but a reason. */
  public record reason(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      ActPage.Touch touch,
      String act,
      boolean possible,
      List<Option> reasons)
      implements TemplateInstance {}

  /** A reason act with its reason filled in. */
  @FunctionalInterface
  public interface Reasoned {
    /** Takes the step with this reason. */
    StepResult take(String reason);
  }

  private final CaseViews views;
  private final Agencies agencies;
  private final StepEdge edge;
  private final StepUps stepUps;
  private final PageChromes chromes;
  private final Clock clock;

  Acts(
      CaseViews views,
      Agencies agencies,
      StepEdge edge,
      StepUps stepUps,
      PageChromes chromes,
      Clock clock) {
    this.views = views;
    this.agencies = agencies;
    this.edge = edge;
    this.stepUps = stepUps;
    this.chromes = chromes;
    this.clock = clock;
  }

  /** Opens the case for a page of {@code stage}; staff looking at a case is an entry. */
  public ActPage open(
      HttpHeaders headers, String stage, String reference, @Nullable Problem problem) {
    String here = "/desk/" + stage + "/" + reference;
    CaseView view = views.open(reference, stage);
    boolean suspended =
        agencies.find(view.agencyId()).map(Agencies.AgencyView::suspended).orElse(true);
    return new ActPage(chromes.of(headers, here), view, suspended, here, problem, clock.instant());
  }

  /**
   * A look of staff at a page of a case that is not made with {@link #open} is an entry as well.
   */
  public void looked(String reference, String page) {
    views.looked(reference, page);
  }

  /** The touch for an act, and the way to it and back to the page at {@code suffix}. */
  public ActPage.Touch touch(ActPage page, String act, String suffix) {
    String reference = page.view().reference();
    return new ActPage.Touch(
        stepUps.present(act, reference),
        stepUps.begin(act, reference, page.at(suffix)).toString(),
        page.touchWasMissing());
  }

  /** Tries a step; empty when it was taken, else why it was not. */
  public Optional<Problem> taken(
      String reference, long seenVersion, String step, Supplier<StepResult> act) {
    return done(
            () -> {
              StepResult unused = edge.require(new CaseReference(reference), step, act.get());
            })
        .map(problem -> afterwards(problem, reference, seenVersion));
  }

  /** Does something that is no step; empty when it was done, else why it was not. */
  public Optional<Problem> done(Runnable act) {
    try {
      act.run();
      return Optional.empty();
    } catch (StepUpRequired e) {
      return Optional.of(Problem.of(ProblemType.STEP_UP_REQUIRED, "touch_missing"));
    } catch (Problem problem) {
      return switch (problem.type()) {
        case NOT_FOUND, FORBIDDEN, UNAUTHENTICATED, INTERNAL -> throw problem;
        default -> Optional.of(problem);
      };
    }
  }

  /** The page of a reason act. */
  public Response reasonPage(
      HttpHeaders headers,
      String stage,
      String reference,
      ReasonAct act,
      @Nullable Problem problem,
      @Nullable String chosen) {
    ActPage page = open(headers, stage, reference, problem);
    return answer(
        problem,
        new reason(
            page.chrome(),
            page.errors(),
            page,
            touch(page, act.act(), "/" + act.act()),
            act.act(),
            page.isOneOf(act.from()),
            reasons(page.chrome(), act.reasons(), chosen)));
  }

  /** Takes a reason act from its page. */
  public Response reasonTaken(
      HttpHeaders headers,
      String stage,
      String reference,
      long seenVersion,
      ReasonAct act,
      @Nullable String typed,
      Reasoned step) {
    String chosen = Objects.requireNonNullElse(typed, "");
    Optional<Problem> problem =
        act.reasons().contains(chosen)
            ? taken(reference, seenVersion, act.step(), () -> step.take(chosen))
            : Optional.of(Problem.invalid("reason", "reason_unknown"));
    return problem
        .map(p -> reasonPage(headers, stage, reference, act, p, chosen))
        .orElseGet(() -> seeOther("/desk/cases/" + reference));
  }

  /** The page, with the status that its problem has. */
  public static Response answer(@Nullable Problem problem, TemplateInstance page) {
    return Response.status(problem == null ? 200 : problem.type().status())
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(page.render())
        .build();
  }

  /** On to another page, by GET. */
  public static Response seeOther(String path) {
    return Response.seeOther(URI.create(path)).build();
  }

  /**
   * A second click finds the touch used up by the first; what happened is that the case moved on.
   */
  private Problem afterwards(Problem problem, String reference, long seenVersion) {
    boolean moved =
        problem.type() == ProblemType.STEP_UP_REQUIRED && views.version(reference) != seenVersion;
    return moved ? Problem.of(ProblemType.STALE) : problem;
  }

  private static List<Option> reasons(
      PageChrome chrome, List<String> codes, @Nullable String chosen) {
    List<Option> options = new java.util.ArrayList<>();
    options.add(new Option("", chrome.text("desk_choose"), false));
    options.addAll(
        Option.of(chrome, "reason_", codes, Set.of(Objects.requireNonNullElse(chosen, ""))));
    return options;
  }
}
