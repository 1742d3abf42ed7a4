package io.chancery.policy;

import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.kernel.ProposalId;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that are installed, and the proposal to put one's own into force. */
@Path("/desk/policy")
class PolicyPages {
  private static final String HERE = "/desk/policy";

  record list(
      PageChrome chrome,
      FormErrors errors,
      List<PolicyActivations.VersionView> versions,
      List<Option> waiting,
      boolean proposes,
      String reason)
      implements TemplateInstance {}

  private final PolicyActivations activations;
  private final CurrentActor current;
  private final PageChromes chromes;

  PolicyPages(PolicyActivations activations, CurrentActor current, PageChromes chromes) {
    this.activations = activations;
    this.current = current;
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
    return page(headers, "", "", null);
  }

  @POST
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.ADMINISTRATOR})
  public Response propose(
      @Context HttpHeaders headers,
      @FormParam("version") @DefaultValue("") String version,
      @FormParam("reason") @DefaultValue("") String reason) {
    try {
      ProposalId id = activations.propose(version, reason);
      return Response.seeOther(URI.create("/desk/proposals/" + id)).build();
    } catch (Problem problem) {
      return switch (problem.type()) {
        case INVALID_INPUT, DUPLICATE -> page(headers, version, reason, problem);
        default -> throw problem;
      };
    }
  }

  private Response page(
      HttpHeaders headers, String version, String reason, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, HERE);
    FormErrors errors =
        problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language());
    List<PolicyActivations.VersionView> versions = activations.all();
    List<Option> waiting =
        versions.stream()
            .filter(one -> one.state() == PolicyActivations.State.WAITS)
            .map(one ->
                new Option(
                    one.digest().hex(),
                    chrome.text("regime_", one.pack()) + " " + one.version(),
                    one.digest().hex().equals(version)))
            .toList();
    boolean proposes = current.get().is(Role.REVIEWER) || current.get().is(Role.ADMINISTRATOR);
    return Response.status(problem == null ? 200 : problem.type().status())
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(new list(chrome, errors, versions, waiting, proposes, reason).render())
        .build();
  }
}
