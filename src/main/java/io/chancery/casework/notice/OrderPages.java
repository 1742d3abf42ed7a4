package io.chancery.casework.notice;

import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.Acts;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An agency's non-disclosure orders on its case: filed, extended, lifted. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class OrderPages {

  record orders(
      PageChrome chrome,
      FormErrors errors,
      String reference,
      String docket,
      List<NoticeWords.OrderLine> orders,
      List<Option> grounds,
      OrderForm typed,
      boolean officer,
      boolean touched,
      String touch)
      implements TemplateInstance {}

  private final NonDisclosureOrders orders;
  private final Acts forms;
  private final PageChromes chromes;
  private final CurrentActor current;
  private final StepUps stepUps;

  OrderPages(
      NonDisclosureOrders orders,
      Acts forms,
      PageChromes chromes,
      CurrentActor current,
      StepUps stepUps) {
    this.orders = orders;
    this.forms = forms;
    this.chromes = chromes;
    this.current = current;
    this.stepUps = stepUps;
  }

  @GET
  @Path("requests/case/{reference}/orders")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, OrderForm.empty(), null);
  }

  @POST
  @Path("requests/case/{reference}/orders")
  @RolesAllowed(Role.Names.OFFICER)
  public Response record(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      MultivaluedMap<String, String> form) {
    OrderForm typed = Objects.requireNonNullElse(OrderForm.typed(form, ""), OrderForm.empty());
    return forms
        .done(() -> orders.record(reference, typed))
        .map(problem -> page(headers, reference, typed, problem))
        .orElseGet(() -> Acts.seeOther(here(reference)));
  }

  @POST
  @Path("requests/case/{reference}/orders/{number}/end")
  @RolesAllowed(Role.Names.OFFICER)
  public Response lift(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @PathParam("number") int number) {
    return forms
        .done(() -> orders.lift(reference, number))
        .map(problem -> page(headers, reference, OrderForm.empty(), problem))
        .orElseGet(() -> Acts.seeOther(here(reference)));
  }

  private static String here(String reference) {
    return "/requests/case/" + reference + "/orders";
  }

  private Response page(
      HttpHeaders headers, String reference, OrderForm typed, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, "");
    return Acts.answer(
        problem,
        new orders(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            reference,
            orders.process(reference),
            orders.of(reference).stream()
                .map(o -> NoticeWords.order(chrome, o, here(reference), false))
                .toList(),
            NoticeWords.grounds(chrome, orders.grounds(reference), typed.ground()),
            typed,
            current.get().is(Role.OFFICER),
            stepUps.present(NonDisclosureOrders.LIFT, reference),
            stepUps.begin(NonDisclosureOrders.LIFT, reference, here(reference)).toString()));
  }
}
