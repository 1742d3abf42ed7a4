package io.chancery.directory;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUpRequired;
import io.chancery.access.StepUps;
import io.chancery.kernel.ActorId;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one form of all acts on a person, and what becomes of it. */
@ApplicationScoped
class StaffForms {

  /** The page of an act. */
  record act(
      PageChrome chrome,
      FormErrors errors,
      StaffViews.Member person,
      StaffAct act,
      String here,
      String back,
      StaffTyped typed,
      Touch touch,
      List<Option> roles,
      List<Option> colleagues)
      implements TemplateInstance {}

  private final StaffAdministration administration;
  private final StaffEndings endings;
  private final StaffViews views;
  private final StepUps stepUps;
  private final PageChromes chromes;

  StaffForms(
      StaffAdministration administration,
      StaffEndings endings,
      StaffViews views,
      StepUps stepUps,
      PageChromes chromes) {
    this.administration = administration;
    this.endings = endings;
    this.views = views;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  /** The form, empty or as it was typed. {@code back} is the page to which it belongs. */
  Response page(
      HttpHeaders headers,
      ActorId person,
      StaffAct act,
      String back,
      StaffTyped typed,
      @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, back);
    String here = back + "/" + act.path();
    String asked =
        act == StaffAct.END_RIGHT && !typed.of("right").isEmpty()
            ? here + "?right=" + typed.right()
            : here;
    return answer(
        problem,
        new act(
            chrome,
            errors(problem, chrome),
            views.one(person),
            act,
            here,
            back,
            typed,
            Touch.of(stepUps, StaffEndings.ACT, person.toString(), asked, problem),
            roles(chrome, typed.of("role")),
            colleagues(chrome, person, typed.of("delegate"))));
  }

  /** Does it: on to the proposal, or back to the person; the form again when it went wrong. */
  Response done(HttpHeaders headers, ActorId person, StaffAct act, String back, StaffTyped typed) {
    return attempt(
        () -> seeOther(take(person, act, typed).orElse(back)),
        problem -> page(headers, person, act, back, typed, problem));
  }

  private Optional<String> take(ActorId person, StaffAct act, StaffTyped typed) {
    String reason = typed.of("reason");
    return switch (act) {
      case GRANT ->
          proposed(administration.grant(person, typed.role(), typed.until("until"), reason));
      case ELEVATION ->
          proposed(administration.elevate(person, typed.role(), typed.hours(), reason));
      case EMERGENCY -> proposed(administration.breakGlass(typed.role(), typed.hours(), reason));
      case LATER -> proposed(administration.moveLater(person, typed.until("until"), reason));
      case END -> {
        endings.endAccess(person);
        yield Optional.empty();
      }
      case END_RIGHT -> {
        endings.endRole(typed.right(), reason);
        yield Optional.empty();
      }
      case LEAVER -> {
        endings.leaves(person, typed.from("from"), typed.until("until"));
        yield Optional.empty();
      }
      case ABSENCE -> {
        endings.absent(person, typed.from("from"), typed.until("until"), typed.person("delegate"));
        yield Optional.empty();
      }
    };
  }

  static Optional<String> proposed(Object proposal) {
    return Optional.of("/desk/proposals/" + proposal);
  }

  /** What the act answers, or the page that {@code again} makes of what went wrong. */
  static Response attempt(
      Supplier<Response> act, java.util.function.Function<Problem, Response> again) {
    try {
      return act.get();
    } catch (StepUpRequired e) {
      return again.apply(Problem.of(ProblemType.STEP_UP_REQUIRED, "touch_missing"));
    } catch (Problem problem) {
      return switch (problem.type()) {
        case NOT_FOUND, FORBIDDEN, UNAUTHENTICATED, INTERNAL -> throw problem;
        default -> again.apply(problem);
      };
    }
  }

  static FormErrors errors(@Nullable Problem problem, PageChrome chrome) {
    return problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language());
  }

  static Response answer(@Nullable Problem problem, TemplateInstance page) {
    return Response.status(problem == null ? 200 : problem.type().status())
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(page.render())
        .build();
  }

  static Response seeOther(String path) {
    return Response.seeOther(URI.create(path)).build();
  }

  static ActorId person(String id) {
    try {
      return ActorId.parse(id);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }

  private static List<Option> roles(PageChrome chrome, String chosen) {
    List<Option> options = new ArrayList<>();
    options.add(new Option("", chrome.text("desk_choose"), false));
    options.addAll(roleOptions(chrome, Set.of(chosen)));
    return options;
  }

  static List<Option> roleOptions(PageChrome chrome, Set<String> chosen) {
    List<String> keys =
        StaffChecks.STAFF_ROLES.stream().sorted(Comparator.naturalOrder()).map(Role::key).toList();
    return Option.of(chrome, "role_", keys, chosen);
  }

  private List<Option> colleagues(PageChrome chrome, ActorId person, String chosen) {
    List<Option> options = new ArrayList<>();
    options.add(new Option("", chrome.text("staff_nobody"), false));
    views.all().stream()
        .filter(member -> member.mayAct() && !member.id().equals(person))
        .forEach(member -> {
          String id = member.id().toString();
          options.add(new Option(id, member.fullName(), id.equals(chosen)));
        });
    return options;
  }
}
