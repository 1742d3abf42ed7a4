package io.chancery.verification;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The required rows of an emergency over the API. */
@Path("/api/v1/cases/{reference}")
@Consumes(MediaType.APPLICATION_JSON)
class EmergencyResource {

  record ConfirmationJson(boolean confirmed, @Nullable String words) {}

  record CallJson(@Nullable String number, @Nullable String outcome, @Nullable String evidence) {}

  private final EmergencyChecks checks;

  EmergencyResource(EmergencyChecks checks) {
    this.checks = checks;
  }

  @POST
  @Path("/confirmation")
  @RolesAllowed(Role.Names.SUPERVISOR)
  public void confirm(@PathParam("reference") String reference, ConfirmationJson body) {
    checks.confirm(reference, body.confirmed(), Objects.requireNonNullElse(body.words(), ""));
  }

  @POST
  @Path("/call-back")
  @RolesAllowed(Role.Names.CLERK)
  public void call(@PathParam("reference") String reference, CallJson body) {
    checks.callBack(
        reference,
        Objects.requireNonNullElse(body.number(), ""),
        Objects.requireNonNullElse(body.outcome(), ""),
        Objects.requireNonNullElse(body.evidence(), ""));
  }
}
