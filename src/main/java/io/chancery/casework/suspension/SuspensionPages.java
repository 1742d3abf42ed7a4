package io.chancery.casework.suspension;

import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseStatus;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.Typed;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stopping what leaves, and recording how the stop ended. */
@Path("/desk/suspensions/{reference}")
class SuspensionPages {

  /** A stop that lasts, and where it is lifted. */
  record Open(int number, String action) {}

  record suspend(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      boolean possible,
      CasePart.@Nullable Table table,
      List<Open> open,
      boolean mayLift,
      ActPage.Touch touch,
      List<Option> grounds,
      List<Option> outcomes,
      Typed typed)
      implements TemplateInstance {}

  private final Suspensions suspensions;
  private final Acts forms;
  private final CurrentActor current;

  SuspensionPages(Suspensions suspensions, Acts forms, CurrentActor current) {
    this.suspensions = suspensions;
    this.forms = forms;
    this.current = current;
  }

  @GET
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, Typed.nothing());
  }

  @POST
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public Response begin(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      MultivaluedMap<String, String> fields) {
    Typed form = new Typed(fields);
    return forms
        .done(() -> {
          List<String> unused = suspensions.grounds(reference); // first of all: is there a case?
          suspensions.begin(reference, filing(form));
        })
        .map(problem -> page(headers, reference, problem, form))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  @POST
  @Path("/{number:\\d+}/lift")
  @RolesAllowed(Role.Names.APPROVER)
  public Response lift(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("number") int number,
      @FormParam("outcome") @Nullable String outcome) {
    String how = Objects.requireNonNullElse(outcome, "");
    return forms
        .done(() -> suspensions.lift(reference, number, how))
        .map(problem -> page(headers, reference, problem, Typed.nothing()))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  private static Suspensions.Filing filing(Typed form) {
    String until = form.in("until");
    return new Suspensions.Filing(
        form.in("ground"),
        form.in("authority"),
        form.in("docket"),
        day("filedOn", form.in("filedOn")),
        until.isEmpty() ? null : day("until", until));
  }

  private static LocalDate day(String field, String typed) {
    try {
      return LocalDate.parse(typed);
    } catch (DateTimeParseException e) {
      throw Problem.invalid(field, "date_shape");
    }
  }

  private Response page(
      HttpHeaders headers, String reference, @Nullable Problem problem, Typed form) {
    ActPage page = forms.open(headers, "suspensions", reference, problem);
    PageChrome chrome = page.chrome();
    List<Suspensions.View> all = suspensions.of(reference);
    CaseStatus status = page.view().status();
    return Acts.answer(
        problem,
        new suspend(
            chrome,
            page.errors(),
            page,
            !status.isFinal() && status != CaseStatus.DELIVERED,
            all.isEmpty() ? null : SuspensionPart.table(all, chrome),
            all.stream()
                .filter(s -> s.outcome() == null)
                .map(s -> new Open(s.number(), page.at("/" + s.number() + "/lift")))
                .toList(),
            current.get().is(Role.APPROVER),
            forms.touch(page, Suspensions.LIFT, ""),
            options(chrome, "suspension_", suspensions.grounds(reference), form.in("ground")),
            options(chrome, "suspension_outcome_", Suspensions.OUTCOMES, null),
            form));
  }

  private static List<Option> options(
      PageChrome chrome, String words, List<String> codes, @Nullable String chosen) {
    List<Option> options = new ArrayList<>();
    options.add(new Option("", chrome.text("desk_choose"), false));
    options.addAll(Option.of(chrome, words, codes, Set.of(Objects.requireNonNullElse(chosen, ""))));
    return options;
  }
}
