package io.chancery.access;

import io.quarkus.csrf.reactive.runtime.CsrfTokenParameterProvider;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The same for the desk's part of the site. A class of its own with the longer path: the pages of
 * the desk would otherwise be the better match.
 */
@Path("/desk/probe")
class DeskProbeResource {
  private final CurrentActor actor;
  private final StepUps stepUps;
  private final ProbeActs acts;
  private final CsrfTokenParameterProvider csrf;

  DeskProbeResource(
      CurrentActor actor, StepUps stepUps, ProbeActs acts, CsrfTokenParameterProvider csrf) {
    this.actor = actor;
    this.stepUps = stepUps;
    this.acts = acts;
    this.csrf = csrf;
  }

  @GET
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER})
  @Produces(MediaType.TEXT_PLAIN)
  public String desk() {
    return actor.get().displayName();
  }

  @GET
  @Path("acts/{object}")
  @Authenticated
  @Produces(MediaType.TEXT_HTML)
  public String page(@PathParam("object") String object) {
    return "<p>touch "
        + (stepUps.present("approve", object) ? "given" : "missing")
        + "</p><a href=\""
        + stepUps.begin("approve", object, "/desk/probe/acts/" + object)
        + "\">Touch</a><input type=\"hidden\" name=\"csrf-token\" value=\""
        + csrf.getToken()
        + "\">";
  }

  @POST
  @Path("acts/{object}")
  @Authenticated
  @Produces(MediaType.TEXT_PLAIN)
  public String act(
      @PathParam("object") String object,
      @FormParam("act") String act,
      @FormParam("fail") boolean fail) {
    return acts.act(act, object, fail);
  }
}
