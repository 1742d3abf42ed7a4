package io.chancery.casework.notice;

import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.CaseStatus;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The desk's list of notices, and a case's notices and orders. */
@Path("/desk/notices")
class NoticePages {
  private static final String HERE = "/desk/notices";
  private static final int PAGE = 50;

  /** The list's filters: what is still to happen first. */
  private static final List<Map.Entry<String, Set<NoticeState>>> FILTERS =
      List.of(
          Map.entry("due", EnumSet.of(NoticeState.DUE)),
          Map.entry("failed", EnumSet.of(NoticeState.FAILED)),
          Map.entry("blocked", EnumSet.of(NoticeState.BLOCKED)),
          Map.entry("scheduled", EnumSet.of(NoticeState.SCHEDULED)),
          Map.entry("sent", EnumSet.of(NoticeState.SENT, NoticeState.DELIVERED)),
          Map.entry("withheld", EnumSet.of(NoticeState.WITHHELD)));

  /** A link of the filter. */
  record Filter(String href, String text, boolean current) {}

  record list(
      PageChrome chrome,
      List<Filter> filters,
      List<NoticeWords.Line> lines,
      boolean asks,
      @Nullable String next)
      implements TemplateInstance {}

  record one(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      String reference,
      ActPage.Touch touch,
      ActPage.Touch liftTouch,
      String evidence,
      List<NoticeWords.Line> lines,
      List<NoticeWords.OrderLine> orders,
      List<Option> grounds,
      OrderForm typed,
      boolean clerk,
      boolean records,
      boolean excepts)
      implements TemplateInstance {}

  private final Notices notices;
  private final NonDisclosureOrders orders;
  private final Acts forms;
  private final PageChromes chromes;
  private final CurrentActor current;

  NoticePages(
      Notices notices,
      NonDisclosureOrders orders,
      Acts forms,
      PageChromes chromes,
      CurrentActor current) {
    this.notices = notices;
    this.orders = orders;
    this.forms = forms;
    this.chromes = chromes;
    this.current = current;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response all(
      @Context HttpHeaders headers,
      @QueryParam("state") @DefaultValue("due") String state,
      @QueryParam("page") @DefaultValue("0") int page) {
    PageChrome chrome = chromes.of(headers, HERE);
    Map.Entry<String, Set<NoticeState>> chosen =
        FILTERS.stream()
            .filter(filter -> filter.getKey().equals(state))
            .findFirst()
            .orElse(FILTERS.getFirst());
    int at = Math.max(0, Math.min(page, 10_000));
    List<Notices.NoticeView> found = notices.standing(chosen.getValue(), at);
    return Acts.answer(
        null,
        new list(
            chrome,
            FILTERS.stream()
                .map(filter ->
                    new Filter(
                        HERE + "?state=" + filter.getKey(),
                        chrome.text("notice_filter_", filter.getKey()),
                        filter == chosen))
                .toList(),
            found.stream().map(notice -> NoticeWords.line(chrome, notice)).toList(),
            current.get().is(Role.CLERK),
            found.size() < PAGE ? null : HERE + "?state=" + chosen.getKey() + "&page=" + (at + 1)));
  }

  @GET
  @Path("/{reference}")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, OrderForm.empty(), "", null);
  }

  @POST
  @Path("/{reference}/orders")
  @RolesAllowed({Role.Names.CLERK, Role.Names.APPROVER})
  public Response record(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      MultivaluedMap<String, String> form) {
    OrderForm typed = Objects.requireNonNullElse(OrderForm.typed(form, ""), OrderForm.empty());
    return forms
        .done(() -> orders.record(reference, typed))
        .map(problem -> page(headers, reference, typed, "", problem))
        .orElseGet(() -> Acts.seeOther(HERE + "/" + reference));
  }

  @POST
  @Path("/{reference}/orders/{number}/check")
  @RolesAllowed(Role.Names.CLERK)
  public Response check(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("number") int number,
      @FormParam("outcome") @DefaultValue("") String outcome,
      @FormParam("evidence") @DefaultValue("") String evidence) {
    return forms
        .done(() -> {
          if (!outcome.equals("confirmed") && !outcome.equals("rejected")) {
            throw Problem.invalid("outcome", "order_outcome");
          }
          orders.check(reference, number, outcome.equals("confirmed"), evidence);
        })
        .map(problem -> page(headers, reference, OrderForm.empty(), evidence, problem))
        .orElseGet(() -> Acts.seeOther(HERE + "/" + reference));
  }

  @POST
  @Path("/{reference}/orders/{number}/end")
  @RolesAllowed(Role.Names.CLERK)
  public Response lift(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("number") int number) {
    return forms
        .done(() -> orders.lift(reference, number))
        .map(problem -> page(headers, reference, OrderForm.empty(), "", problem))
        .orElseGet(() -> Acts.seeOther(HERE + "/" + reference));
  }

  @GET
  @Path("/{reference}/notice-exception")
  @RolesAllowed(Role.Names.APPROVER)
  public Response excepting(
      @Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, "notices", reference, exception(reference), null, null);
  }

  @POST
  @Path("/{reference}/notice-exception")
  @RolesAllowed(Role.Names.APPROVER)
  public Response except(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("reason") @DefaultValue("") String reason) {
    return forms
        .done(() -> notices.except(reference, reason))
        .map(problem ->
            forms.reasonPage(headers, "notices", reference, exception(reference), problem, reason))
        .orElseGet(() -> Acts.seeOther(HERE + "/" + reference));
  }

  private Acts.ReasonAct exception(String reference) {
    return new Acts.ReasonAct(
        Notices.EXCEPTION,
        "NoticeException",
        EnumSet.allOf(CaseStatus.class),
        notices.exceptions(reference));
  }

  private Response page(
      HttpHeaders headers,
      String reference,
      OrderForm typed,
      String evidence,
      @Nullable Problem problem) {
    ActPage page = forms.open(headers, "notices", reference, problem);
    PageChrome chrome = page.chrome();
    boolean clerk = current.get().is(Role.CLERK);
    boolean approver = current.get().is(Role.APPROVER);
    return Acts.answer(
        problem,
        new one(
            chrome,
            page.errors(),
            page,
            reference,
            forms.touch(page, NonDisclosureOrders.CHECK, ""),
            forms.touch(page, NonDisclosureOrders.LIFT, ""),
            evidence,
            notices.of(reference).stream().map(n -> NoticeWords.line(chrome, n)).toList(),
            orders.of(reference).stream()
                .map(o -> NoticeWords.order(chrome, o, page.here(), true))
                .toList(),
            NoticeWords.grounds(chrome, orders.grounds(reference), typed.ground()),
            typed,
            clerk,
            clerk || approver,
            approver));
  }
}
