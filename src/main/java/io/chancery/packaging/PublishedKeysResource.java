package io.chancery.packaging;

import io.chancery.keys.OpenPgpSigner;
import io.chancery.keys.Signer;
import io.chancery.keys.TimeStamps;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jspecify.annotations.Nullable;

/**
 * What whoever received a package needs to check its signatures, for everybody. A court compares it
 * with what the operator published elsewhere: a key that is fetched from the portal alone proves
 * only that the portal says so (docs/formats/verify.md).
 */
@Path("/verification")
class PublishedKeysResource {
  private static final String PEM = "application/x-pem-file";

  private final Signer signer;
  private final OpenPgpSigner openPgp;
  private final TimeStamps timeStamps;

  PublishedKeysResource(Signer signer, OpenPgpSigner openPgp, TimeStamps timeStamps) {
    this.signer = signer;
    this.openPgp = openPgp;
    this.timeStamps = timeStamps;
  }

  /** The issuers of the signing certificate. */
  @GET
  @PermitAll
  @Path("signer-chain.pem")
  @Produces(PEM)
  public String signerChain() {
    return orNotFound(signer.available() ? signer.issuersPem() : null);
  }

  /** The root of the embedded time-stamp authority; another authority publishes its own. */
  @GET
  @PermitAll
  @Path("tsa-chain.pem")
  @Produces(PEM)
  public String timeStampChain() {
    return orNotFound(timeStamps.embeddedRootPem());
  }

  /** The OpenPGP key. */
  @GET
  @PermitAll
  @Path("openpgp.asc")
  @Produces("application/pgp-keys")
  public String openPgpKey() {
    return orNotFound(openPgp.available() ? openPgp.publicKey() : null);
  }

  private static String orNotFound(@Nullable String text) {
    if (text == null) {
      throw new NotFoundException();
    }
    return text;
  }
}
