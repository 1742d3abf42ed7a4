package io.chancery.packaging;

import io.chancery.access.Role;
import io.chancery.casework.ActPage;
import io.chancery.casework.Acts;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.StepEdge;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
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
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The custodian's page of the package: accept what was collected and seal it, or void it. */
@Path("/desk/packaging/{reference}")
class PackagingPages {
  private static final String STAGE = "packaging";

  private static final Acts.ReasonAct VOID =
      new Acts.ReasonAct(
          "void",
          "Void",
          EnumSet.of(CaseStatus.SEALED),
          List.of("wrong-content", "recipient-key-replaced", "scope-in-doubt"));

  record seal(
      PageChrome chrome,
      FormErrors errors,
      ActPage page,
      ActPage.Touch touch,
      List<PackageBuilder.CollectedView> artefacts,
      PackageBuilder.@Nullable ProductionView newest)
      implements TemplateInstance {}

  private final PackageBuilder packages;
  private final Acts forms;
  private final StepEdge edge;

  PackagingPages(PackageBuilder packages, Acts forms, StepEdge edge) {
    this.packages = packages;
    this.forms = forms;
    this.edge = edge;
  }

  @GET
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response look(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return page(headers, reference, null);
  }

  @POST
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response seal(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen) {
    return forms
        .done(() -> {
          if (packages.seal(reference, seen) instanceof PackageBuilder.Asked.Refused(var why)) {
            var unused = edge.require(new CaseReference(reference), "Seal", why);
          }
        })
        .map(p -> page(headers, reference, p))
        .orElseGet(() -> Acts.seeOther("/desk/packaging/" + reference));
  }

  @GET
  @Path("/void")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response voiding(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    return forms.reasonPage(headers, STAGE, reference, VOID, null, null);
  }

  @POST
  @Path("/void")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response voidPackage(
      @Context HttpHeaders headers,
      @PathParam("reference") String reference,
      @FormParam("seenVersion") long seen,
      @FormParam("reason") @Nullable String typed) {
    return forms.reasonTaken(
        headers,
        STAGE,
        reference,
        seen,
        VOID,
        typed,
        reason -> packages.voidPackage(reference, seen, reason));
  }

  private Response page(HttpHeaders headers, String reference, @Nullable Problem problem) {
    ActPage page = forms.open(headers, STAGE, reference, problem);
    return Acts.answer(
        problem,
        new seal(
            page.chrome(),
            page.errors(),
            page,
            forms.touch(page, "seal", ""),
            packages.collected(reference),
            packages.productions(reference).stream().findFirst().orElse(null)));
  }
}
