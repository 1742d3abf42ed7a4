package io.chancery.custody;

import io.chancery.access.Role;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.proof.SignedCheckpoint;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Proofs about the ledger for auditors, who check them with tools of their own. */
@Path("/api/v1/ledger/proofs")
class ProofResource {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,17}");

  private final CustodyLedger ledger;
  private final CheckpointStamps stamps;

  ProofResource(CustodyLedger ledger, CheckpointStamps stamps) {
    this.ledger = ledger;
    this.stamps = stamps;
  }

  /**
   * A consistency proof (RFC 6962, section 2.1.2).
   *
   * @param hashes in base64
   */
  record Consistency(long from, long to, List<byte[]> hashes) {}

  /** The proof that the entry at a place stands under the latest checkpoint (C2SP tlog-proof). */
  @GET
  @Path("/inclusion")
  @Produces("text/plain; charset=utf-8")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response inclusion(@QueryParam("seq") @Nullable String seq) {
    long place = number("seq", seq);
    SignedCheckpoint latest =
        ledger
            .latestCheckpoint()
            .filter(checkpoint -> place < checkpoint.size())
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "ledger_not_covered"));
    byte[] proof = ledger.proof(place, stamps.cosigned(latest)).encoded();
    return Response.ok(proof).header("Cache-Control", "private, no-store").build();
  }

  /** The proof that the tree of {@code to} entries begins with the tree of {@code from}. */
  @GET
  @Path("/consistency")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.AUDITOR)
  public Consistency consistency(
      @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
    long first = number("from", from);
    long second = number("to", to);
    if (first > second) {
      throw Problem.invalid("from", "ledger_order");
    }
    if (second > ledger.integratedSize()) {
      throw Problem.of(ProblemType.NOT_FOUND, "ledger_not_covered");
    }
    return new Consistency(first, second, ledger.consistencyProof(first, second));
  }

  private static long number(String parameter, @Nullable String text) {
    if (text == null || !NUMBER.matcher(text).matches()) {
      throw Problem.invalid(parameter, "ledger_number_shape");
    }
    return Long.parseLong(text);
  }
}
