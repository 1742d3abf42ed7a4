package io.chancery.directory;

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

/** Accounts for which two approvers must sign. */
@Path("/desk/directory/protected")
class ProtectedAccountPages {
  private static final String HERE = "/desk/directory/protected";

  /** What was typed, so that nothing is lost. */
  public record Typed(String change, String account, String reason) {
    static final Typed NOTHING = new Typed("protect", "", "");
  }

  record list(
      PageChrome chrome,
      FormErrors errors,
      List<ProtectedAccounts.ProtectedView> accounts,
      Typed typed)
      implements TemplateInstance {}

  private final ProtectedAccounts accounts;
  private final PageChromes chromes;

  ProtectedAccountPages(ProtectedAccounts accounts, PageChromes chromes) {
    this.accounts = accounts;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public Response all(@Context HttpHeaders headers) {
    return page(headers, Typed.NOTHING, null);
  }

  @POST
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.ADMINISTRATOR})
  public Response propose(
      @Context HttpHeaders headers,
      @FormParam("change") @DefaultValue("") String change,
      @FormParam("account") @DefaultValue("") String account,
      @FormParam("reason") @DefaultValue("") String reason) {
    try {
      ProposalId id = accounts.propose(!change.equals("end"), account, reason);
      return Response.seeOther(URI.create("/desk/proposals/" + id)).build();
    } catch (Problem problem) {
      return switch (problem.type()) {
        case INVALID_INPUT, DUPLICATE -> page(headers, new Typed(change, account, reason), problem);
        default -> throw problem;
      };
    }
  }

  private Response page(HttpHeaders headers, Typed typed, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, HERE);
    FormErrors errors =
        problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language());
    return Response.status(problem == null ? 200 : problem.type().status())
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(new list(chrome, errors, accounts.inForce(), typed).render())
        .build();
  }
}
