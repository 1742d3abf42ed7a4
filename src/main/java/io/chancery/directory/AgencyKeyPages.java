package io.chancery.directory;

import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUpRequired;
import io.chancery.kernel.RecipientKeyId;
import io.chancery.keys.RecipientKind;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An agency's recipient keys: its supervisor registers, proves and revokes, a colleague confirms.
 */
@Path("/agency/keys")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
class AgencyKeyPages {
  private static final String LIST = "/agency/keys";

  record list(PageChrome chrome, List<RecipientKeys.KeyView> keys, boolean supervisor)
      implements TemplateInstance {}

  record register(
      PageChrome chrome,
      FormErrors errors,
      KeyPage.Touch touch,
      List<Option> kinds,
      List<Option> purposes,
      String typed)
      implements TemplateInstance {}

  record one(
      PageChrome chrome,
      FormErrors errors,
      KeyPage.One page,
      RecipientKeys.KeyView held,
      boolean supervisor)
      implements TemplateInstance {}

  private final RecipientKeys keys;
  private final KeyPage pages;
  private final PageChromes chromes;
  private final CurrentActor current;

  AgencyKeyPages(RecipientKeys keys, KeyPage pages, PageChromes chromes, CurrentActor current) {
    this.keys = keys;
    this.pages = pages;
    this.chromes = chromes;
    this.current = current;
  }

  @GET
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public TemplateInstance all(@Context HttpHeaders headers) {
    return new list(chromes.of(headers, LIST), keys.all(), supervisor());
  }

  @GET
  @Path("new")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.Names.SUPERVISOR)
  public TemplateInstance blank(@Context HttpHeaders headers) {
    return form(headers, null, "", KeyPurpose.AGENCY.key(), "");
  }

  @POST
  @RolesAllowed(Role.Names.SUPERVISOR)
  public Response register(
      @Context HttpHeaders headers,
      @FormParam("kind") @Nullable String kind,
      @FormParam("purpose") @Nullable String purpose,
      @FormParam("recipient") @Nullable String typed) {
    String text = Objects.requireNonNullElse(typed, "");
    try {
      return KeyPage.seeOther(LIST + "/" + keys.register(kind(kind), purpose(purpose), text));
    } catch (Problem problem) {
      return KeyPage.refused(form(headers, KeyPage.shown(problem), kind, purpose, text));
    } catch (StepUpRequired e) {
      return KeyPage.refused(form(headers, touchFirst(), kind, purpose, text));
    }
  }

  @GET
  @Path("{key}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public TemplateInstance one(@Context HttpHeaders headers, @PathParam("key") String key) {
    return page(headers, KeyPage.id(key), null);
  }

  @POST
  @Path("{key}/challenge")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.Names.SUPERVISOR)
  public Response challenge(@Context HttpHeaders headers, @PathParam("key") String key) {
    RecipientKeyId id = KeyPage.id(key);
    return act(headers, id, () -> keys.challengeAgain(id));
  }

  @POST
  @Path("{key}/proof")
  @RolesAllowed(Role.Names.SUPERVISOR)
  public Response prove(
      @Context HttpHeaders headers,
      @PathParam("key") String key,
      @FormParam("answer") @Nullable String answer) {
    RecipientKeyId id = KeyPage.id(key);
    return act(headers, id, () -> keys.prove(id, Objects.requireNonNullElse(answer, "")));
  }

  @POST
  @Path("{key}/confirmation")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Response confirm(
      @Context HttpHeaders headers,
      @PathParam("key") String key,
      @FormParam("shown") @Nullable String shown,
      @FormParam("compared") @Nullable String compared) {
    RecipientKeyId id = KeyPage.id(key);
    return act(headers, id, () -> keys.confirm(id, KeyPage.compared(shown, compared), false));
  }

  @POST
  @Path("{key}/revocation")
  @RolesAllowed(Role.Names.SUPERVISOR)
  public Response revoke(
      @Context HttpHeaders headers,
      @PathParam("key") String key,
      @FormParam("reason") @Nullable String reason) {
    RecipientKeyId id = KeyPage.id(key);
    return act(headers, id, () -> keys.revoke(id, Objects.requireNonNullElse(reason, "")));
  }

  /** The pages of a refused form have the form's address: whoever reloads one starts over. */
  @GET
  @Path("{key}/{form:challenge|proof|confirmation|revocation}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
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
      return KeyPage.refused(page(headers, id, touchFirst()));
    }
  }

  private one page(HttpHeaders headers, RecipientKeyId id, @Nullable Problem problem) {
    KeyPage.One page = pages.of(headers, LIST, id, problem);
    return new one(page.chrome(), page.errors(), page, page.key(), supervisor());
  }

  private register form(
      HttpHeaders headers,
      @Nullable Problem problem,
      @Nullable String kind,
      @Nullable String purpose,
      String typed) {
    PageChrome chrome = chromes.of(headers, LIST);
    String agency = Objects.requireNonNull(current.get().agency()).toString();
    return new register(
        chrome,
        problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
        pages.touch(RecipientKeys.REGISTER, agency, LIST + "/new"),
        Option.of(
            chrome,
            "key_kind_",
            Arrays.stream(RecipientKind.values()).map(Enum::name).toList(),
            List.of(Objects.requireNonNullElse(kind, ""))),
        Option.of(
            chrome,
            "key_purpose_",
            Arrays.stream(KeyPurpose.values()).map(KeyPurpose::key).toList(),
            List.of(Objects.requireNonNullElse(purpose, ""))),
        // A private key that was pasted by mistake is not sent back over the wire.
        problem != null && privateKey(problem) ? "" : typed);
  }

  private static boolean privateKey(Problem problem) {
    return problem.errors().stream().anyMatch(e -> e.code().equals("recipient_private"));
  }

  private boolean supervisor() {
    return current.get().is(Role.SUPERVISOR);
  }

  private static Problem touchFirst() {
    return Problem.of(ProblemType.STEP_UP_REQUIRED);
  }

  private static KeyPurpose purpose(@Nullable String typed) {
    return KeyPurpose.ofKey(Objects.requireNonNullElse(typed, ""))
        .orElseThrow(() -> Problem.invalid("purpose", "key_purpose_unknown"));
  }

  private static RecipientKind kind(@Nullable String typed) {
    return Arrays.stream(RecipientKind.values())
        .filter(kind -> kind.name().equals(typed))
        .findFirst()
        .orElseThrow(() -> Problem.invalid("kind", "key_kind_unknown"));
  }
}
