package io.chancery.casework;

import io.chancery.access.Role;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.Typed;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recording what happened outside the portal and moves a clock. */
@Path("/desk/events/{reference}")
class LegalEventPages {

  record happened(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      List<Option> events,
      List<ClockWords.Panel> clocks,
      String zone,
      Typed typed)
      implements TemplateInstance {}

  private final LegalEvents events;
  private final Acts forms;

  LegalEventPages(LegalEvents events, Acts forms) {
    this.events = events;
    this.forms = forms;
  }

  @GET
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null, Typed.nothing());
  }

  @POST
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER})
  public Response record(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      MultivaluedMap<String, String> fields) {
    Typed form = new Typed(fields);
    return forms
        .done(() -> {
          Instant at = moment(reference, form);
          events.record(reference, form.in("event"), at, given(form));
        })
        .map(problem -> page(headers, reference, problem, form))
        .orElseGet(() -> Acts.seeOther("/desk/cases/" + reference));
  }

  private Instant moment(String reference, Typed form) {
    ZoneId zone = events.zone(reference);
    try {
      return LocalDateTime.parse(form.in("at")).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw Problem.invalid("at", "moment_local_shape");
    }
  }

  private static @Nullable LocalDate given(Typed form) {
    String typed = form.in("given");
    try {
      return typed.isEmpty() ? null : LocalDate.parse(typed);
    } catch (DateTimeParseException e) {
      throw Problem.invalid("given", "date_shape");
    }
  }

  private Response page(
      HttpHeaders headers, String reference, @Nullable Problem problem, Typed form) {
    ActPage page = forms.open(headers, "events", reference, problem);
    PageChrome chrome = page.chrome();
    List<Option> options = new ArrayList<>();
    options.add(new Option("", chrome.text("desk_choose"), false));
    options.addAll(
        Option.of(
            chrome,
            "clock_event_",
            events.known(reference).stream().map(LegalEvents.Known::event).toList(),
            Set.of(form.in("event"))));
    return Acts.answer(
        problem,
        new happened(
            chrome,
            page.errors(),
            page,
            options,
            ClockWords.panels(chrome, page.view(), page.now()),
            events.zone(reference).getId(),
            form));
  }
}
