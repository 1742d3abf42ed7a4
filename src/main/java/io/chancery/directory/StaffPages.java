package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The platform's own people: the list, one of them, and every act on one. */
@Path("/desk/directory/staff")
class StaffPages {
  private static final String HERE = "/desk/directory/staff";
  private static final String ACTS =
      "/{person}/{act:grant|elevation|later|end|end-right|leaver|absence}";

  /** {@code admits} and {@code reviews}: whether the reader may. */
  record list(
      PageChrome chrome,
      List<StaffViews.Member> people,
      boolean overdue,
      boolean admits,
      boolean reviews)
      implements TemplateInstance {}

  /**
   * One person; {@code own}: the reader; {@code proposes} and {@code takes}: whether the reader
   * may.
   */
  record one(
      PageChrome chrome,
      StaffViews.Member person,
      String here,
      boolean own,
      boolean proposes,
      boolean takes)
      implements TemplateInstance {}

  record admit(
      PageChrome chrome,
      FormErrors errors,
      StaffTyped typed,
      List<Option> roles,
      List<Option> contractor)
      implements TemplateInstance {}

  private final StaffViews views;
  private final StaffAdministration administration;
  private final AccessReviews reviews;
  private final StaffForms forms;
  private final CurrentActor current;
  private final PageChromes chromes;

  StaffPages(
      StaffViews views,
      StaffAdministration administration,
      AccessReviews reviews,
      StaffForms forms,
      CurrentActor current,
      PageChromes chromes) {
    this.views = views;
    this.administration = administration;
    this.reviews = reviews;
    this.forms = forms;
    this.current = current;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({Role.Names.ADMINISTRATOR, Role.Names.APPROVER, Role.Names.AUDITOR})
  public Response all(@Context HttpHeaders headers) {
    Actor reader = current.get();
    return StaffForms.answer(
        null,
        new list(
            chromes.of(headers, HERE),
            views.all(),
            reviews.sheet().overdue(),
            reader.is(Role.ADMINISTRATOR),
            reader.is(Role.APPROVER) || reader.is(Role.AUDITOR)));
  }

  @GET
  @Path("/new")
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  public Response admitting(@Context HttpHeaders headers) {
    return admission(headers, new StaffTyped(null), null);
  }

  @POST
  @Path("/new")
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  public Response admit(@Context HttpHeaders headers, MultivaluedMap<String, String> form) {
    StaffTyped typed = new StaffTyped(form);
    return StaffForms.attempt(
        () ->
            StaffForms.seeOther(
                "/desk/proposals/" + administration.admit(colleague(typed), typed.of("reason"))),
        problem -> admission(headers, typed, problem));
  }

  @GET
  @Path("/{person}")
  @RolesAllowed({Role.Names.ADMINISTRATOR, Role.Names.APPROVER, Role.Names.AUDITOR})
  public Response one(@Context HttpHeaders headers, @PathParam("person") String person) {
    StaffViews.Member member = views.one(StaffForms.person(person));
    Actor reader = current.get();
    return StaffForms.answer(
        null,
        new one(
            chromes.of(headers, HERE),
            member,
            HERE + "/" + member.id(),
            false,
            reader.is(Role.ADMINISTRATOR),
            reader.is(Role.ADMINISTRATOR) || reader.is(Role.APPROVER)));
  }

  @GET
  @Path(ACTS)
  @RolesAllowed({Role.Names.ADMINISTRATOR, Role.Names.APPROVER})
  public Response acting(
      @Context HttpHeaders headers,
      @PathParam("person") String person,
      @PathParam("act") String act,
      @QueryParam("right") @Nullable String right) {
    MultivaluedMap<String, String> asked = new MultivaluedHashMap<>();
    asked.putSingle("right", Objects.requireNonNullElse(right, ""));
    return forms.page(
        headers,
        StaffForms.person(person),
        StaffAct.of(act).orElseThrow(),
        HERE + "/" + StaffForms.person(person),
        new StaffTyped(asked),
        null);
  }

  @POST
  @Path(ACTS)
  @RolesAllowed({Role.Names.ADMINISTRATOR, Role.Names.APPROVER})
  public Response act(
      @Context HttpHeaders headers,
      @PathParam("person") String person,
      @PathParam("act") String act,
      MultivaluedMap<String, String> form) {
    return forms.done(
        headers,
        StaffForms.person(person),
        StaffAct.of(act).orElseThrow(),
        HERE + "/" + StaffForms.person(person),
        new StaffTyped(form));
  }

  private static NewColleague colleague(StaffTyped typed) {
    Set<Role> roles =
        typed.all("roles").stream()
            .map(StaffTyped::role)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return new NewColleague(
        typed.of("subject"),
        typed.of("fullName"),
        typed.of("title"),
        typed.of("mail"),
        typed.of("contractor").equals("true"),
        typed.until("accessUntil"),
        roles);
  }

  private Response admission(HttpHeaders headers, StaffTyped typed, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, HERE);
    return StaffForms.answer(
        problem,
        new admit(
            chrome,
            StaffForms.errors(problem, chrome),
            typed,
            StaffForms.roleOptions(chrome, Set.copyOf(typed.all("roles"))),
            List.of(
                new Option(
                    "true",
                    chrome.text("staff_contractor"),
                    typed.of("contractor").equals("true")))));
  }
}
