package io.chancery.custody;

import io.agroal.api.AgroalDataSource;
import io.chancery.keys.WitnessKey;
import io.chancery.proof.VerifierKey;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/**
 * This installation as a witness of other logs (C2SP tlog-witness v1.0.0). Public: a request proves
 * itself by the log's signature, and nothing but the configured logs is cosigned.
 */
@Path("/ledger/witness")
class WitnessResource {
  private static final int MOST_BYTES = 64 * 1024;

  private final WitnessCore witness;

  WitnessResource(
      AgroalDataSource database, WitnessKey key, LedgerConfiguration configuration, Clock clock) {
    List<String> configured = configuration.witnessedLogs().orElse(List.of());
    if (!configured.isEmpty() && !key.available()) {
      throw new IllegalStateException(
          "chancery.ledger.witnessed-logs is set, but the key store has no key witness");
    }
    List<VerifierKey> logs = configured.stream().map(VerifierKey::parse).toList();
    this.witness = new WitnessCore(database, key, logs, clock);
  }

  /** Cosigns a checkpoint that continues the last one of its log. */
  @POST
  @Path("add-checkpoint")
  @Consumes(MediaType.WILDCARD)
  @PermitAll
  public Response add(byte[] body) throws SQLException {
    if (body.length > MOST_BYTES) {
      return Response.status(Response.Status.REQUEST_ENTITY_TOO_LARGE).build();
    }
    return switch (witness.add(body)) {
      case WitnessCore.Answer.Cosigned(String line) ->
          Response.ok(line, "text/plain; charset=utf-8").build();
      case WitnessCore.Answer.Malformed() -> Response.status(400).build();
      case WitnessCore.Answer.NotSigned() -> Response.status(403).build();
      case WitnessCore.Answer.UnknownLog() -> Response.status(404).build();
      case WitnessCore.Answer.OtherSize(long last) ->
          Response.status(409).entity(last + "\n").type("text/x.tlog.size").build();
      case WitnessCore.Answer.BadProof() -> Response.status(422).build();
    };
  }

  /** The latest checkpoint cosigned for a log, by the SHA-256 of its origin in hex. */
  @GET
  @Path("{origin}/checkpoint")
  @Produces("text/plain; charset=utf-8")
  @PermitAll
  public Response latest(@PathParam("origin") String origin) throws SQLException {
    return witness
        .latest(origin)
        .map(bytes -> Response.ok(bytes).header("Cache-Control", "no-cache").build())
        .orElseThrow(NotFoundException::new);
  }
}
