package io.chancery.packaging;

import io.chancery.access.Role;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepJson;
import io.chancery.kernel.CaseReference;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Packaging over the API. */
@Path("/api/v1/cases/{reference}/package")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class PackageResource {

  record SeenJson(long seenVersion) {}

  record ReasonJson(long seenVersion, @Nullable String reason) {}

  record BuildingJson(String reference, int production) {}

  private final PackageBuilder packages;
  private final StepEdge edge;

  PackageResource(PackageBuilder packages, StepEdge edge) {
    this.packages = packages;
    this.edge = edge;
  }

  @GET
  @RolesAllowed({
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.AUDITOR
  })
  public List<PackageBuilder.ProductionView> view(@PathParam("reference") String reference) {
    return packages.productions(reference);
  }

  @POST
  @RolesAllowed(Role.Names.CUSTODIAN)
  public Response seal(@PathParam("reference") String reference, SeenJson body) {
    return switch (packages.seal(reference, body.seenVersion())) {
      case PackageBuilder.Asked.Building(var number) ->
          Response.accepted(new BuildingJson(reference, number)).build();
      case PackageBuilder.Asked.Refused(var why) ->
          Response.ok(edge.require(new CaseReference(reference), "Seal", why)).build();
    };
  }

  @POST
  @Path("/voiding")
  @RolesAllowed(Role.Names.CUSTODIAN)
  public StepJson voidPackage(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference,
        "Void",
        packages.voidPackage(
            reference, body.seenVersion(), Objects.requireNonNullElse(body.reason(), "")));
  }
}
