package io.chancery.intake;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.policy.PolicyPacks;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/**
 * Writing a request: the form, the upload. Whatever was typed is in the draft before anything is
 * judged, so that nothing is lost by a mistake, a lost connection or the end of a session.
 */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class DraftPages {

  /** The form; {@code draft} is null until something was typed. */
  record edit(PageChrome chrome, FormErrors errors, @Nullable String draft, RequestFields fields)
      implements TemplateInstance {}

  /** A law under which requests are taken. */
  record Law(String href, String text) {}

  record law(PageChrome chrome, List<Law> laws) implements TemplateInstance {}

  record instrument(PageChrome chrome, FormErrors errors, Submissions.DraftView draft)
      implements TemplateInstance {}

  private final Submissions submissions;
  private final PolicyPacks packs;
  private final PageChromes chromes;

  DraftPages(Submissions submissions, PolicyPacks packs, PageChromes chromes) {
    this.submissions = submissions;
    this.packs = packs;
    this.chromes = chromes;
  }

  @GET
  @Path("requests/new")
  @RolesAllowed(Role.Names.OFFICER)
  public TemplateInstance blank(
      @QueryParam("law") @Nullable String law, @Context HttpHeaders headers) {
    PageChrome chrome = chromes.of(headers, "/requests/new");
    List<String> open = packs.openRegimes();
    // Where one law is installed there is nothing to choose.
    String chosen = open.size() == 1 ? open.getFirst() : open.contains(law) ? law : null;
    return chosen == null
        ? new law(
            chrome,
            open.stream()
                .map(name -> new Law("/requests/new?law=" + name, chrome.text("regime_", name)))
                .toList())
        : new edit(
            chrome,
            FormErrors.none(),
            null,
            RequestFields.of(TypedRequest.empty(chosen), chrome, packs));
  }

  @POST
  @Path("requests/new")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.OFFICER)
  public Response start(MultivaluedMap<String, String> typed, @Context HttpHeaders headers) {
    RequestForm form = arranged(typed);
    return after(submissions.start(form), typed, headers);
  }

  @GET
  @Path("requests/draft/{draft}")
  @RolesAllowed(Role.Names.OFFICER)
  public Response draft(
      @PathParam("draft") String id,
      @QueryParam("look") @Nullable String look,
      @Context HttpHeaders headers) {
    Submissions.DraftView draft = submissions.draft(id(id));
    if (draft.submittedAs() != null) {
      return to("/requests/case/" + draft.submittedAs());
    }
    PageChrome chrome = chromes.of(headers, "");
    FormErrors errors =
        look == null ? FormErrors.none() : FormErrors.of(draft.findings(), chrome.language());
    return Response.ok(edit(draft, chrome, errors)).build();
  }

  @POST
  @Path("requests/draft/{draft}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.OFFICER)
  public Response save(
      @PathParam("draft") String id,
      MultivaluedMap<String, String> typed,
      @Context HttpHeaders headers) {
    return after(submissions.rewrite(id(id), arranged(typed)), typed, headers);
  }

  @GET
  @Path("requests/draft/{draft}/instrument")
  @RolesAllowed(Role.Names.OFFICER)
  public Response upload(@PathParam("draft") String id, @Context HttpHeaders headers) {
    Submissions.DraftView draft = submissions.draft(id(id));
    return draft.submittedAs() == null
        ? Response.ok(new instrument(chromes.of(headers, ""), FormErrors.none(), draft)).build()
        : to("/requests/case/" + draft.submittedAs());
  }

  @POST
  @Path("requests/draft/{draft}/instrument")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed(Role.Names.OFFICER)
  public Response attach(
      @PathParam("draft") String id,
      @RestForm("instrument") @Nullable FileUpload file,
      @Context HttpHeaders headers)
      throws IOException {
    UUID draft = id(id);
    try {
      if (file == null || file.fileName().isEmpty()) {
        // Going on without choosing a file keeps the one that is there.
        if (submissions.draft(draft).instrument() == null) {
          throw Problem.invalid("instrument", "upload_missing");
        }
      } else {
        try (InputStream pdf = Files.newInputStream(file.uploadedFile())) {
          submissions.attach(draft, pdf);
        }
      }
      return to("/requests/draft/" + draft + "/check");
    } catch (Problem problem) {
      if (problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.DUPLICATE) {
        throw problem;
      }
      PageChrome chrome = chromes.of(headers, "");
      return Response.status(ProblemType.INVALID_INPUT.status())
          .entity(
              new instrument(
                  chrome,
                  FormErrors.at("instrument", problem, chrome.language()),
                  submissions.draft(draft)))
          .build();
    }
  }

  /** Which button was pressed decides where it goes on; the draft has been kept by then. */
  private Response after(
      Submissions.DraftView draft, MultivaluedMap<String, String> typed, HttpHeaders headers) {
    String at = "/requests/draft/" + draft.id();
    String last = "#target-" + draft.form().targetList().size();
    if (typed.containsKey("remove")) {
      return to(at + last);
    }
    return switch (Objects.requireNonNullElse(typed.getFirst("action"), "")) {
      case "add" -> to(at + last);
      case "later" -> to("/requests");
      default -> {
        if (draft.findings().isEmpty()) {
          yield to(draft.instrument() == null ? at + "/instrument" : at + "/check");
        }
        PageChrome chrome = chromes.of(headers, "");
        yield Response.status(ProblemType.INVALID_INPUT.status())
            .entity(edit(draft, chrome, FormErrors.of(draft.findings(), chrome.language())))
            .build();
      }
    };
  }

  private edit edit(Submissions.DraftView draft, PageChrome chrome, FormErrors errors) {
    return new edit(
        chrome, errors, draft.id().toString(), RequestFields.of(draft.form(), chrome, packs));
  }

  /** What was typed, with an account more or less where such a button was pressed. */
  static RequestForm arranged(MultivaluedMap<String, String> typed) {
    RequestForm form = TypedRequest.of(typed);
    List<String> remove = typed.get("remove");
    if (remove != null && remove.getFirst().matches("\\d{1,2}")) {
      return TypedRequest.without(form, Integer.parseInt(remove.getFirst()));
    }
    return "add".equals(typed.getFirst("action")) ? TypedRequest.withOneMore(form) : form;
  }

  static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }

  private static Response to(String path) {
    return Response.seeOther(URI.create(path)).build();
  }
}
