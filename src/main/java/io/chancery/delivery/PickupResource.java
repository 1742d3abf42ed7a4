package io.chancery.delivery;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pick-up over the API: open with a fresh touch, fetch, give a receipt. */
@Path("/api/v1/pickups/{token}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class PickupResource {

  record ReceiptJson(@Nullable String ciphertext, @Nullable String signature) {}

  private final Receipts receipts;
  private final Pickups pickups;
  private final Transfers transfers;

  PickupResource(Receipts receipts, Pickups pickups, Transfers transfers) {
    this.receipts = receipts;
    this.pickups = pickups;
    this.transfers = transfers;
  }

  @POST
  @Path("/opening")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.Names.OFFICER)
  public Deliveries.GrantView open(@PathParam("token") String token) {
    return pickups.open(token);
  }

  @GET
  @Path("/file")
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
  @RolesAllowed({Role.Names.OFFICER, Role.Names.AGENCY_SYSTEM})
  public Response fetch(
      @PathParam("token") String token, @HeaderParam("Range") @Nullable String range) {
    return TransferResponse.of(transfers, pickups.prepare(token, 1, TransferResponse.start(range)));
  }

  @GET
  @Path("/files/{number}")
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
  @RolesAllowed({Role.Names.OFFICER, Role.Names.AGENCY_SYSTEM})
  public Response fetchOne(
      @PathParam("token") String token,
      @PathParam("number") int number,
      @HeaderParam("Range") @Nullable String range) {
    return TransferResponse.of(
        transfers, pickups.prepare(token, number, TransferResponse.start(range)));
  }

  @GET
  @Path("/list")
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
  @RolesAllowed({Role.Names.OFFICER, Role.Names.AGENCY_SYSTEM})
  public Response list(@PathParam("token") String token) {
    return TransferResponse.of(pickups.list(token));
  }

  @GET
  @Path("/envelope")
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
  @RolesAllowed({Role.Names.OFFICER, Role.Names.AGENCY_SYSTEM})
  public Response envelope(@PathParam("token") String token) {
    return TransferResponse.of(pickups.envelope(token));
  }

  @POST
  @Path("/receipt")
  @RolesAllowed(Role.Names.OFFICER)
  public Deliveries.GrantView receipt(@PathParam("token") String token, ReceiptJson body) {
    return receipts.give(
        token,
        DeliveryResource.digest("ciphertext", body.ciphertext()),
        Objects.requireNonNullElse(body.signature(), ""));
  }

  /** What somebody signs who signs their receipt. */
  @GET
  @Path("/receipt-text")
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
  @RolesAllowed(Role.Names.OFFICER)
  public Response receiptText(@PathParam("token") String token) {
    return TransferResponse.of(receipts.text(token));
  }
}
