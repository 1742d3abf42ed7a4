package io.chancery.casework;

import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.vault.Vault;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The instrument at the desk: pictures of its pages with their text. Who checks its signatures with
 * tools of their own takes it away as it is, by an act of its own.
 */
@Path("/desk/cases/{reference}/instrument")
class InstrumentPages {

  /**
   * The page.
   *
   * @param here where it lies
   * @param pages how many the document has; 0 when it cannot be shown
   * @param refusal why it cannot be shown, as the end of a text's key; null when it can
   * @param earlier first page of the part before, 0 for none
   * @param later first page of the part after, 0 for none
   */
  record look(
      PageChrome chrome,
      String reference,
      String here,
      int pages,
      List<InstrumentImages.Page> shown,
      @Nullable String refusal,
      int earlier,
      int later,
      boolean mayTake)
      implements TemplateInstance {}

  private final InstrumentLooks looks;
  private final InstrumentImages images;
  private final Vault vault;
  private final PageChromes chromes;
  private final CurrentActor current;

  InstrumentPages(
      InstrumentLooks looks,
      Vault vault,
      PageChromes chromes,
      CurrentActor current,
      @ConfigProperty(name = "chancery.instrument.image-deadline", defaultValue = "PT10S")
          Duration deadline,
      @ConfigProperty(name = "chancery.instrument.images-at-once", defaultValue = "8") int atOnce) {
    this.looks = looks;
    this.images = new InstrumentImages(deadline, atOnce);
    this.vault = vault;
    this.chromes = chromes;
    this.current = current;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response look(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @QueryParam("from") @DefaultValue("1") int from) {
    byte[] pdf = InstrumentLooks.bytes(vault, looks.look(reference));
    PageChrome chrome = chromes.of(headers, "");
    boolean mayTake = current.get().is(Role.CLERK) || current.get().is(Role.AUDITOR);
    try {
      InstrumentImages.Part part = images.part(pdf, from);
      int next = from + InstrumentImages.AT_ONCE;
      return Acts.answer(
          null,
          new look(
              chrome,
              reference,
              here(reference),
              part.pages(),
              part.shown(),
              null,
              from == 1 ? 0 : Math.max(1, from - InstrumentImages.AT_ONCE),
              next > part.pages() ? 0 : next,
              mayTake));
    } catch (Unshowable e) {
      if (e.reason() == Unshowable.Reason.NO_SUCH_PAGE) {
        throw Problem.of(ProblemType.NOT_FOUND);
      }
      return Acts.answer(
          null,
          new look(
              chrome, reference, here(reference), 0, List.of(), e.reason().name(), 0, 0, mayTake));
    }
  }

  /** One page as a picture. */
  @GET
  @Path("/pages/{number:\\d+}")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response page(@PathParam("reference") String reference, @PathParam("number") int number) {
    byte[] pdf = InstrumentLooks.bytes(vault, looks.look(reference));
    try {
      return Response.ok(images.png(pdf, number), "image/png").build();
    } catch (Unshowable e) {
      throw switch (e.reason()) {
        case NO_SUCH_PAGE -> Problem.of(ProblemType.NOT_FOUND);
        case BUSY -> Problem.of(ProblemType.UNAVAILABLE);
        case DAMAGED, TOO_LARGE, TOO_SLOW ->
            Problem.of(ProblemType.INVALID_INPUT, "instrument_unshowable");
      };
    }
  }

  /** The document as it was uploaded, for tools that check its signatures. */
  @POST
  @Path("/download")
  @RolesAllowed({Role.Names.CLERK, Role.Names.AUDITOR})
  public Response download(@PathParam("reference") String reference) {
    byte[] pdf = InstrumentLooks.bytes(vault, looks.download(reference));
    return Response.ok(pdf, "application/pdf")
        .header("Content-Disposition", "attachment; filename=\"" + reference + ".pdf\"")
        .header("Content-Security-Policy", "sandbox")
        .build();
  }

  private static String here(String reference) {
    return "/desk/cases/" + reference + "/instrument";
  }
}
