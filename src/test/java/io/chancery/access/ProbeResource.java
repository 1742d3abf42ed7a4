package io.chancery.access;

import io.agroal.api.AgroalDataSource;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;

/** Endpoints that exist in tests only: they show what access knows about a request. */
@Path("/")
class ProbeResource {
  private final CurrentActor actor;
  private final AgroalDataSource dataSource;
  private final ProbeActs acts;

  ProbeResource(CurrentActor actor, AgroalDataSource dataSource, ProbeActs acts) {
    this.actor = actor;
    this.dataSource = dataSource;
    this.acts = acts;
  }

  @POST
  @Path("api/v1/probe/acts")
  @Authenticated
  @Produces(MediaType.TEXT_PLAIN)
  public String apiAct() {
    return acts.act("approve", "one", false);
  }

  @GET
  @Path("api/v1/probe/me")
  @Authenticated
  @Produces(MediaType.TEXT_PLAIN)
  public String me() {
    Actor who = actor.get();
    return who.displayName() + "|" + who.roles() + "|" + who.authentication();
  }

  @GET
  @Path("api/v1/probe/clerks")
  @RolesAllowed(Role.Names.CLERK)
  @Produces(MediaType.TEXT_PLAIN)
  public String clerks() {
    return "clerk";
  }

  @GET
  @Path("api/v1/probe/unannotated")
  @Produces(MediaType.TEXT_PLAIN)
  public String unannotated() {
    return "never";
  }

  @GET
  @Path("requests/probe")
  @RolesAllowed(Role.Names.OFFICER)
  @Produces(MediaType.TEXT_PLAIN)
  public String requests() {
    return actor.get().displayName();
  }

  @GET
  @Path("api/v1/probe/row-security")
  @Authenticated
  @Transactional
  @Produces(MediaType.TEXT_PLAIN)
  public String rowSecurity() throws SQLException {
    return RowSecurity.read(dataSource);
  }

  @GET
  @Path("probe/public")
  @PermitAll
  @Transactional
  @Produces(MediaType.TEXT_PLAIN)
  public String publicPage() throws SQLException {
    return RowSecurity.read(dataSource);
  }
}
