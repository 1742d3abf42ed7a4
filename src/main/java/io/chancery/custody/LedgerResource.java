package io.chancery.custody;

import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.keys.LogKey;
import io.chancery.keys.PostQuantumLogKey;
import io.chancery.proof.InvalidProofException;
import io.chancery.proof.Tiles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/**
 * The ledger over HTTP, as C2SP tlog-tiles under {@code /ledger}. Checkpoint and key are public:
 * they say how much there is, and nothing of what it is. Tiles and entries are for auditors.
 */
@Path("/")
class LedgerResource {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final CustodyLedger ledger;
  private final CheckpointStamps stamps;
  private final LogKey key;
  private final PostQuantumLogKey second;
  private final CurrentActor current;

  LedgerResource(
      CustodyLedger ledger,
      CheckpointStamps stamps,
      LogKey key,
      PostQuantumLogKey second,
      CurrentActor current) {
    this.ledger = ledger;
    this.stamps = stamps;
    this.key = key;
    this.second = second;
    this.current = current;
  }

  /** The latest signed checkpoint, with the cosignatures that are stored for it. */
  @GET
  @Path("ledger/checkpoint")
  @Produces(TEXT)
  @PermitAll
  public Response checkpoint() {
    return ledger
        .latestCheckpoint()
        .map(stamps::cosigned)
        .map(signed -> Response.ok(signed.bytes()).header("Cache-Control", "no-cache").build())
        .orElseThrow(NotFoundException::new);
  }

  /** The key that verifies checkpoints. */
  @GET
  @Path("ledger/vkey")
  @Produces(TEXT)
  @PermitAll
  public String vkey() {
    return key.vkey() + "\n";
  }

  /** The second key, where the installation has one. */
  @GET
  @Path("ledger/vkey-ml-dsa")
  @Produces(TEXT)
  @PermitAll
  public String secondKey() {
    return second.signers().stream()
        .map(signer -> signer.key() + "\n")
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  /** A tile or an entry bundle. */
  @GET
  @Path("ledger/tile/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RolesAllowed(Role.Names.AUDITOR)
  public Response tile(@PathParam("path") String path) {
    Tiles.Tile tile;
    try {
      tile = Tiles.parse(path);
    } catch (InvalidProofException e) {
      throw new NotFoundException(e);
    }
    return ledger
        .tile(tile)
        .map(bytes -> Response.ok(bytes).header("Cache-Control", "private, no-store").build())
        .orElseThrow(NotFoundException::new);
  }

  /** The whole ledger as a ZIP of a tlog-tiles folder; taking it is an entry itself. */
  @GET
  @Path("api/v1/ledger/export")
  @Produces("application/zip")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response export() {
    ledger.recordExport(current.get());
    StreamingOutput zip = ledger::export;
    return Response.ok(zip)
        .header("Content-Disposition", "attachment; filename=\"ledger.zip\"")
        .header("Cache-Control", "no-store")
        .build();
  }
}
