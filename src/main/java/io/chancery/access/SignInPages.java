package io.chancery.access;

import io.chancery.platform.PageChrome;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * The doors. The OIDC extension signs in and out on these paths before their methods run; each
 * method says where to go when there is nothing left to do.
 */
@Path("/")
class SignInPages {
  private static final String STAFF_SESSION = "q_session_staff";

  record sessionEnded(PageChrome chrome, String realm) implements TemplateInstance {}

  record signInFailed(PageChrome chrome) implements TemplateInstance {}

  private final PageChromes chromes;

  SignInPages(PageChromes chromes) {
    this.chromes = chromes;
  }

  /** Signed in as somebody of an agency: to their requests. */
  @GET
  @Path("sign-in/agency")
  @Authenticated
  public Response agency() {
    return Response.seeOther(URI.create("/requests")).build();
  }

  /** Signed in as staff: to the desk. */
  @GET
  @Path("sign-in/staff")
  @Authenticated
  public Response staff() {
    return Response.seeOther(URI.create("/desk")).build();
  }

  /** Out of whichever realm this browser has a session of. */
  @GET
  @Path("sign-out")
  @PermitAll
  public Response out(@Context HttpHeaders headers) {
    boolean staff =
        headers.getCookies().keySet().stream().anyMatch(name -> name.startsWith(STAFF_SESSION));
    return Response.seeOther(URI.create(staff ? "/sign-out/staff" : "/sign-out/agency")).build();
  }

  /** Reached only when the session had ended already. */
  @GET
  @Path("sign-out/{realm:agency|staff}")
  @Authenticated
  public Response ended() {
    return Response.seeOther(URI.create("/")).build();
  }

  /** Where a form ends up that came after its session. */
  @GET
  @Path("session-ended/{realm:agency|staff}")
  @PermitAll
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance sessionEnded(
      @PathParam("realm") String realm, @Context HttpHeaders headers) {
    return new sessionEnded(chromes.anonymous(headers), realm);
  }

  /** Where a sign-in ends up that could not be believed. */
  @GET
  @Path("sign-in-failed")
  @PermitAll
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance failed(@Context HttpHeaders headers) {
    return new signInFailed(chromes.anonymous(headers));
  }
}
