package io.chancery.directory;

import io.chancery.keys.ClientKey;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/**
 * The portal's public key at the identity provider, which fetches it here when it does not know a
 * key's id (RFC 7517). A new key is known at once and no secret changes hands.
 */
@Path("/client-keys.json")
class ClientKeyResource {
  private final ClientKey key;

  ClientKeyResource(ClientKey key) {
    this.key = key;
  }

  /** A JWK set. */
  @GET
  @PermitAll
  @Produces("application/jwk-set+json")
  public String keys() {
    return key.publicKeys();
  }
}
