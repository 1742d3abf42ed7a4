package io.chancery.verification;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.Acts;
import io.chancery.casework.CaseView;
import io.chancery.casework.Duplicates;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepResult;
import io.chancery.kernel.Sha256;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeping one of several requests that repeat each other, and refusing the others together. */
@Path("/desk/triage")
class TriagePages {

  record groups(PageChrome chrome, List<Duplicates.Group> groups) implements TemplateInstance {}

  record choose(
      PageChrome chrome,
      FormErrors errors,
      Triage.Choice choice,
      List<TriageRow> rows,
      String here,
      boolean given,
      String touch)
      implements TemplateInstance {}

  private final Triage triage;
  private final Duplicates duplicates;
  private final Acts forms;
  private final StepEdge edge;
  private final StepUps stepUps;
  private final PageChromes chromes;

  TriagePages(
      Triage triage,
      Duplicates duplicates,
      Acts forms,
      StepEdge edge,
      StepUps stepUps,
      PageChromes chromes) {
    this.triage = triage;
    this.duplicates = duplicates;
    this.forms = forms;
    this.edge = edge;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.CLERK)
  public Response list(@Context HttpHeaders headers) {
    return Acts.answer(null, new groups(chromes.of(headers, "/desk/triage"), duplicates.groups()));
  }

  @GET
  @Path("/{reference}")
  @RolesAllowed(Role.Names.CLERK)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null);
  }

  @POST
  @Path("/{reference}")
  @RolesAllowed(Role.Names.CLERK)
  public Response refuse(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("shown") @Nullable String shown) {
    return forms
        .done(() -> refused(triage, edge, reference, shown))
        .map(problem -> page(headers, reference, problem))
        .orElseGet(() -> Acts.seeOther("/desk/triage"));
  }

  /** Refuses, and records a refusal of the refusal where there was one. */
  static void refused(Triage triage, StepEdge edge, String reference, @Nullable String typed) {
    Triage.Outcome outcome = triage.refuse(reference, digest(typed));
    StepResult.Applied unused = edge.require(outcome.reference(), "Refuse", outcome.result());
  }

  private static Sha256 digest(@Nullable String typed) {
    try {
      return new Sha256(Objects.requireNonNullElse(typed, ""));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("shown", "digest_shape");
    }
  }

  private Response page(HttpHeaders headers, String reference, @Nullable Problem problem) {
    String here = "/desk/triage/" + reference;
    Triage.Choice choice;
    try {
      choice = triage.look(reference);
    } catch (Problem gone) {
      if (gone.type() == ProblemType.NOT_FROM_HERE) {
        return Acts.seeOther("/desk/triage");
      }
      throw gone;
    }
    PageChrome chrome = chromes.of(headers, here);
    List<CaseView> all =
        Stream.of(List.of(choice.kept()), choice.others(), choice.beside())
            .flatMap(List::stream)
            .toList();
    return Acts.answer(
        problem,
        new choose(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            choice,
            TriageRow.of(all, chrome),
            here,
            stepUps.present(Triage.REFUSE, choice.shown().hex()),
            stepUps.begin(Triage.REFUSE, choice.shown().hex(), here).toString()));
  }
}
