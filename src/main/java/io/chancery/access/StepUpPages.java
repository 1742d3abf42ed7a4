package io.chancery.access;

import io.chancery.platform.Ids;
import io.quarkus.security.Authenticated;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The way to the passkey and back, for one act. The code that comes back is exchanged here, not by
 * the session's own sign-in: only the token of this very exchange proves this very touch.
 */
@Path("/step-up/{realm:agency|staff}")
class StepUpPages {
  private static final Pattern ACT = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

  /** How long a person may take between the button and the touch. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final CurrentActor current;
  private final RequestActor request;
  private final StepUpRows rows;
  private final StepUpExchange exchange;
  private final Passkeys passkeys;
  private final Event<StepUpRefused> refused;
  private final Ids ids;
  private final Clock clock;

  StepUpPages(
      CurrentActor current,
      RequestActor request,
      StepUpRows rows,
      StepUpExchange exchange,
      Passkeys passkeys,
      Event<StepUpRefused> refused,
      Ids ids,
      Clock clock) {
    this.current = current;
    this.request = request;
    this.rows = rows;
    this.exchange = exchange;
    this.passkeys = passkeys;
    this.refused = refused;
    this.ids = ids;
    this.clock = clock;
  }

  /** Notes what the touch is for and sends the person to the identity provider. */
  @GET
  @Path("begin")
  @Authenticated
  public Response begin(
      @PathParam("realm") String realm,
      @QueryParam("act") @Nullable String act,
      @QueryParam("object") @Nullable String object,
      @QueryParam("back") @Nullable String back) {
    if (act == null
        || object == null
        || !ACT.matcher(act).matches()
        || !OBJECT.matcher(object).matches()
        || back == null
        || !LocalPath.is(back)) {
      throw new BadRequestException();
    }
    Actor actor = current.get();
    JsonWebToken token = request.token().orElseThrow();
    String state = random();
    var begun =
        new StepUpRows.Begun(
            realm, token.getSubject(), act, object, back, random(), random(), clock.instant());
    rows.insert(actor.id(), Bearer.session(token), begun, sha256(state));
    return Response.seeOther(
            exchange.authorization(
                realm,
                state,
                begun.nonce(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(begun.verifier()))))
        .build();
  }

  /** Takes the touch down when the proof holds, and goes back to the page either way. */
  @GET
  @Path("callback")
  @Authenticated
  public Response callback(
      @PathParam("realm") String realm,
      @QueryParam("state") @Nullable String state,
      @QueryParam("code") @Nullable String code) {
    if (state == null || state.isEmpty()) {
      throw new BadRequestException();
    }
    Actor actor = current.get();
    byte[] stateHash = sha256(state);
    Instant now = clock.instant();
    String session = Bearer.session(request.token().orElseThrow());
    StepUpRows.Begun begun =
        rows.open(actor.id(), session, stateHash, now.minus(PATIENCE))
            .filter(row -> row.realm().equals(realm))
            .orElseThrow(BadRequestException::new);
    if (code != null) {
      TouchProof.Verdict verdict = exchange.touched(begun, code);
      if (verdict.at() == null) {
        refused.fire(new StepUpRefused(actor, begun.act(), verdict.refused()));
      } else {
        rows.complete(
            actor.id(),
            stateHash,
            verdict,
            passkeys.newest(realm, begun.subject()),
            clock.instant());
      }
    } else {
      refused.fire(new StepUpRefused(actor, begun.act(), "turned-back"));
    }
    // Without a code the person turned back; the page shows that the touch is still missing.
    return Response.seeOther(URI.create(begun.back())).build();
  }

  private String random() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(ids.bytes(32));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
