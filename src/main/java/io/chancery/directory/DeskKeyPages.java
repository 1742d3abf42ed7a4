package io.chancery.directory;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUpRequired;
import io.chancery.kernel.RecipientKeyId;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The clerks' view of agencies' recipient keys: confirm by call-back, revoke. */
@Path("/desk/keys")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
class DeskKeyPages {
  private static final String LIST = "/desk/keys";

  record list(PageChrome chrome, List<RecipientKeys.KeyView> keys) implements TemplateInstance {}

  record one(PageChrome chrome, FormErrors errors, KeyPage.One page, RecipientKeys.KeyView held)
      implements TemplateInstance {}

  private final RecipientKeys keys;
  private final KeyPage pages;
  private final PageChromes chromes;

  DeskKeyPages(RecipientKeys keys, KeyPage pages, PageChromes chromes) {
    this.keys = keys;
    this.pages = pages;
    this.chromes = chromes;
  }

  @GET
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.Names.CLERK)
  public TemplateInstance all(@Context HttpHeaders headers) {
    return new list(chromes.of(headers, LIST), keys.all());
  }

  @GET
  @Path("{key}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.Names.CLERK)
  public TemplateInstance one(@Context HttpHeaders headers, @PathParam("key") String key) {
    return page(headers, KeyPage.id(key), null);
  }

  @POST
  @Path("{key}/confirmation")
  @RolesAllowed(Role.Names.CLERK)
  public Response confirm(
      @Context HttpHeaders headers,
      @PathParam("key") String key,
      @FormParam("shown") @Nullable String shown,
      @FormParam("calledBack") @Nullable String calledBack) {
    RecipientKeyId id = KeyPage.id(key);
    return act(
        headers,
        id,
        () -> keys.confirm(id, Objects.requireNonNullElse(shown, ""), "yes".equals(calledBack)));
  }

  @POST
  @Path("{key}/revocation")
  @RolesAllowed(Role.Names.CLERK)
  public Response revoke(
      @Context HttpHeaders headers,
      @PathParam("key") String key,
      @FormParam("reason") @Nullable String reason) {
    RecipientKeyId id = KeyPage.id(key);
    return act(headers, id, () -> keys.revoke(id, Objects.requireNonNullElse(reason, "")));
  }

  /** The pages of a refused form have the form's address: whoever reloads one starts over. */
  @GET
  @Path("{key}/{form:confirmation|revocation}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.Names.CLERK)
  public Response back(@PathParam("key") String key) {
    return KeyPage.seeOther(LIST + "/" + KeyPage.id(key));
  }

  private Response act(HttpHeaders headers, RecipientKeyId id, Runnable act) {
    try {
      act.run();
      return KeyPage.seeOther(LIST + "/" + id);
    } catch (Problem problem) {
      return KeyPage.refused(page(headers, id, KeyPage.shown(problem)));
    } catch (StepUpRequired e) {
      return KeyPage.refused(page(headers, id, Problem.of(ProblemType.STEP_UP_REQUIRED)));
    }
  }

  private one page(HttpHeaders headers, RecipientKeyId id, @Nullable Problem problem) {
    KeyPage.One page = pages.of(headers, LIST, id, problem);
    return new one(page.chrome(), page.errors(), page, page.key());
  }
}
