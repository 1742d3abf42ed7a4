package io.chancery.casework.notice;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** Proof that a notice arrived, from the operator's own system. */
@Path("/api/v1/notices/{notice}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class NoticeProofResource {
  private final Notices notices;

  NoticeProofResource(Notices notices) {
    this.notices = notices;
  }

  @POST
  @Path("/delivered")
  @RolesAllowed({Role.Names.ENFORCEMENT_SYSTEM, Role.Names.CLERK})
  public void delivered(@PathParam("notice") UUID notice) {
    notices.delivered(notice);
  }
}
