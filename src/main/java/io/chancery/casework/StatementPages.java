package io.chancery.casework;

import io.chancery.access.Role;
import io.chancery.vault.Vault;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** The platform's own statement, for the agency to which it referred something. */
@Path("/requests/case/{reference}/statement")
class StatementPages {
  private final InstrumentLooks looks;
  private final Vault vault;

  StatementPages(InstrumentLooks looks, Vault vault) {
    this.looks = looks;
    this.vault = vault;
  }

  /** The PDF; each time is an entry. Nothing is there where the agency itself asked. */
  @GET
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Response one(@PathParam("reference") String reference) {
    byte[] pdf = InstrumentLooks.bytes(vault, looks.statement(reference));
    return Response.ok(pdf, "application/pdf")
        .header("Content-Disposition", "attachment; filename=\"" + reference + "-statement.pdf\"")
        .header("Content-Security-Policy", "sandbox")
        .build();
  }
}
