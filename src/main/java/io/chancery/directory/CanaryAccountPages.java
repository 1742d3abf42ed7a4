package io.chancery.directory;

import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.kernel.ProposalId;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts that nobody has a reason to ask for. */
@Path("/desk/directory/canaries")
class CanaryAccountPages {
  private static final String HERE = "/desk/directory/canaries";

  record list(
      PageChrome chrome,
      FormErrors errors,
      List<CanaryAccounts.CanaryView> canaries,
      boolean proposes,
      ProtectedAccountPages.Typed typed)
      implements TemplateInstance {}

  private final CanaryAccounts canaries;
  private final CurrentActor current;
  private final PageChromes chromes;

  CanaryAccountPages(CanaryAccounts canaries, CurrentActor current, PageChromes chromes) {
    this.canaries = canaries;
    this.current = current;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMINISTRATOR})
  public Response all(@Context HttpHeaders headers) {
    return page(headers, new ProtectedAccountPages.Typed("place", "", ""), null);
  }

  @POST
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  public Response propose(
      @Context HttpHeaders headers,
      @FormParam("change") @DefaultValue("") String change,
      @FormParam("account") @DefaultValue("") String account,
      @FormParam("reason") @DefaultValue("") String reason) {
    try {
      ProposalId id = canaries.propose(!change.equals("end"), account, reason);
      return Response.seeOther(URI.create("/desk/proposals/" + id)).build();
    } catch (Problem problem) {
      return switch (problem.type()) {
        case INVALID_INPUT, DUPLICATE ->
            page(headers, new ProtectedAccountPages.Typed(change, account, reason), problem);
        default -> throw problem;
      };
    }
  }

  private Response page(
      HttpHeaders headers, ProtectedAccountPages.Typed typed, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, HERE);
    FormErrors errors =
        problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language());
    boolean proposes = current.get().is(Role.ADMINISTRATOR);
    return Response.status(problem == null ? 200 : problem.type().status())
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(new list(chrome, errors, canaries.inForce(), proposes, typed).render())
        .build();
  }
}
