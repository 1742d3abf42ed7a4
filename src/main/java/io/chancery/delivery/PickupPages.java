package io.chancery.delivery;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.kernel.Sha256;
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
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Picking up a production: touch, fetch, compare, give a receipt. */
@Path("/pickup/{token:[0-9a-f]{64}}")
@Produces(MediaType.TEXT_HTML)
class PickupPages {

  /**
   * The hand-over.
   *
   * @param stage what the officer can do now: {@code early}, {@code touch}, {@code open}, {@code
   *     fetch}, {@code receipt}, {@code done} or {@code over}
   */
  record show(
      PageChrome chrome,
      FormErrors errors,
      Deliveries.GrantView delivery,
      String stage,
      String at,
      String touch,
      String typed,
      List<Option> confirmation,
      String folder)
      implements TemplateInstance {}

  private final Deliveries deliveries;
  private final Receipts receipts;
  private final Pickups pickups;
  private final Transfers transfers;
  private final StepUps stepUps;
  private final PageChromes chromes;
  private final Clock clock;

  PickupPages(
      Deliveries deliveries,
      Receipts receipts,
      Pickups pickups,
      Transfers transfers,
      StepUps stepUps,
      PageChromes chromes,
      Clock clock) {
    this.deliveries = deliveries;
    this.receipts = receipts;
    this.pickups = pickups;
    this.transfers = transfers;
    this.stepUps = stepUps;
    this.chromes = chromes;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Role.Names.OFFICER)
  public TemplateInstance look(@PathParam("token") String token, @Context HttpHeaders headers) {
    return page(token, chromes.of(headers, ""), FormErrors.none(), "");
  }

  @POST
  @Path("open")
  @RolesAllowed(Role.Names.OFFICER)
  public Response open(@PathParam("token") String token, @Context HttpHeaders headers) {
    try {
      pickups.open(token);
      return back(token);
    } catch (Problem problem) {
      return again(token, headers, problem, "");
    }
  }

  @GET
  @Path("file")
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.TEXT_HTML})
  @RolesAllowed(Role.Names.OFFICER)
  public Response fetch(
      @PathParam("token") String token, @HeaderParam("Range") @Nullable String range) {
    return TransferResponse.of(transfers, pickups.prepare(token, 1, TransferResponse.start(range)));
  }

  /** One of several files. */
  @GET
  @Path("files/{number}")
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.TEXT_HTML})
  @RolesAllowed(Role.Names.OFFICER)
  public Response fetchOne(
      @PathParam("token") String token,
      @PathParam("number") int number,
      @HeaderParam("Range") @Nullable String range) {
    return TransferResponse.of(
        transfers, pickups.prepare(token, number, TransferResponse.start(range)));
  }

  /** What binds several files. */
  @GET
  @Path("list")
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.TEXT_HTML})
  @RolesAllowed(Role.Names.OFFICER)
  public Response list(@PathParam("token") String token) {
    return TransferResponse.of(pickups.list(token));
  }

  /** What opens the package, for the agency's own key. */
  @GET
  @Path("envelope")
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.TEXT_HTML})
  @RolesAllowed(Role.Names.OFFICER)
  public Response envelope(@PathParam("token") String token) {
    return TransferResponse.of(pickups.envelope(token));
  }

  /** What somebody signs who signs their receipt. */
  @GET
  @Path("receipt-text")
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.TEXT_HTML})
  @RolesAllowed(Role.Names.OFFICER)
  public Response receiptText(@PathParam("token") String token) {
    return TransferResponse.of(receipts.text(token));
  }

  /** Asked for the head alone, nothing is sent; without this, a transfer would be recorded. */
  @HEAD
  @Path("file")
  @RolesAllowed(Role.Names.OFFICER)
  public Response head(@PathParam("token") String token) {
    return headOne(token, 1);
  }

  /** The same for one of several files. */
  @HEAD
  @Path("files/{number}")
  @RolesAllowed(Role.Names.OFFICER)
  public Response headOne(@PathParam("token") String token, @PathParam("number") int number) {
    Transfer transfer = pickups.prepare(token, number, 0);
    return Response.ok()
        .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header("Accept-Ranges", "bytes")
        .header("ETag", "\"" + transfer.ciphertext().hex() + "\"")
        .build();
  }

  @POST
  @Path("receipt")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Role.Names.OFFICER)
  public Response receipt(
      @PathParam("token") String token,
      @FormParam("ciphertext") @Nullable String typed,
      @FormParam("compared") @Nullable String compared,
      @FormParam("signature") @Nullable String signature,
      @Context HttpHeaders headers) {
    String text = Objects.requireNonNullElse(typed, "");
    try {
      Sha256 digest = DeliveryResource.digest("ciphertext", digits(text));
      if (!"yes".equals(compared)) {
        throw Problem.invalid("compared", "receipt_unconfirmed");
      }
      Deliveries.GrantView unused =
          receipts.give(token, digest, Objects.requireNonNullElse(signature, ""));
      return back(token);
    } catch (Problem problem) {
      return again(token, headers, problem, text);
    }
  }

  /** The pages of a refused form have the form's address: whoever reloads one starts over. */
  @GET
  @Path("{form:open|receipt}")
  @RolesAllowed(Role.Names.OFFICER)
  public Response back(@PathParam("token") String token) {
    return Response.seeOther(URI.create("/pickup/" + token)).build();
  }

  private Response again(String token, HttpHeaders headers, Problem problem, String typed) {
    if (problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.FORBIDDEN) {
      throw problem;
    }
    PageChrome chrome = chromes.of(headers, "");
    return Response.status(ProblemType.INVALID_INPUT.status())
        .entity(page(token, chrome, FormErrors.of(problem, chrome.language()), typed))
        .build();
  }

  private show page(String token, PageChrome chrome, FormErrors errors, String typed) {
    Deliveries.GrantView delivery = deliveries.pickup(token);
    String grant = delivery.id().toString();
    return new show(
        chrome,
        errors,
        delivery,
        stage(delivery, stepUps.present(Deliveries.PICKUP, grant)),
        "/pickup/" + token,
        stepUps.begin(Deliveries.PICKUP, grant, "/pickup/" + token).toString(),
        typed,
        List.of(new Option("yes", chrome.text("receipt_compared"), false)),
        delivery.files().getFirst().fileName().replaceFirst("\\.bag\\.zip\\.age$", ""));
  }

  private String stage(Deliveries.GrantView delivery, boolean touched) {
    Instant now = clock.instant();
    if (delivery.receiptAt() != null) {
      return "done";
    }
    if (delivery.status().equals("COMPLETED")) {
      return "receipt";
    }
    if (List.of("EXPIRED", "REVOKED").contains(delivery.status())
        || !now.isBefore(delivery.expiresAt())) {
      return "over";
    }
    if (now.isBefore(delivery.opensAt())) {
      return "early";
    }
    if (delivery.openedByYou()) {
      return "fetch";
    }
    return touched ? "open" : "touch";
  }

  /** The digest out of a pasted line of {@code sha256sum}, which ends with the file's name. */
  private static String digits(String typed) {
    String[] words = typed.strip().toLowerCase(Locale.ROOT).split("\\s+", 2);
    return words[0];
  }
}
