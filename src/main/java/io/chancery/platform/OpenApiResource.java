package io.chancery.platform;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;

/** The API's own description, as written by hand. */
@Path("/api/openapi.yaml")
class OpenApiResource {
  @GET
  @PermitAll
  @Produces("application/yaml")
  public InputStream description() {
    return OpenApiResource.class.getResourceAsStream("/META-INF/openapi.yaml");
  }
}
