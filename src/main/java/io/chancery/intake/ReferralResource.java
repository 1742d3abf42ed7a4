package io.chancery.intake;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** What the platform refers of its own accord, over the API. */
@Path("/api/v1/referrals")
@Produces(MediaType.APPLICATION_JSON)
class ReferralResource {
  private final Referrals referrals;

  ReferralResource(Referrals referrals) {
    this.referrals = referrals;
  }

  @GET
  @Path("/agencies")
  @RolesAllowed(Role.Names.CLERK)
  public List<Referrals.Agency> agencies(@QueryParam("name") @DefaultValue("") String name) {
    return referrals.agencies(name);
  }

  @GET
  @Path("/agencies/{agency}")
  @RolesAllowed(Role.Names.CLERK)
  public List<Referrals.Addressee> addressees(@PathParam("agency") String agency) {
    return referrals.addressees(agency);
  }

  @POST
  @Path("/agencies/{agency}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.CLERK)
  public Response refer(@PathParam("agency") String agency, ReferralForm form) {
    SubmissionReceipt receipt = referrals.refer(agency, form);
    return Response.created(URI.create("/api/v1/cases/" + receipt.reference()))
        .entity(receipt)
        .build();
  }
}
