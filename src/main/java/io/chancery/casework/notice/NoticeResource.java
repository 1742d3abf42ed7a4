package io.chancery.casework.notice;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Notices to account holders over the API: what stands, and exceptions. */
@Path("/api/v1/cases/{reference}/notices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class NoticeResource {

  record ExceptionJson(@Nullable String reason) {}

  private final Notices notices;

  NoticeResource(Notices notices) {
    this.notices = notices;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public List<Notices.NoticeView> all(@PathParam("reference") String reference) {
    return notices.of(reference);
  }

  @POST
  @Path("/exception")
  @RolesAllowed(Role.Names.APPROVER)
  public List<Notices.NoticeView> except(
      @PathParam("reference") String reference, @Nullable ExceptionJson body) {
    notices.except(reference, body == null ? "" : Objects.requireNonNullElse(body.reason(), ""));
    return notices.of(reference);
  }
}
