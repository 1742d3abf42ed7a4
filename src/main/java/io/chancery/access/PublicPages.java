package io.chancery.access;

import io.chancery.platform.PageChrome;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What anybody may read, and the choice of the language. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class PublicPages {
  private static final Duration YEAR = Duration.ofDays(365);

  record welcome(PageChrome chrome) implements TemplateInstance {}

  record help(PageChrome chrome) implements TemplateInstance {}

  private final PageChromes chromes;
  private final boolean https;

  PublicPages(PageChromes chromes, @ConfigProperty(name = "chancery.public-url") String publicUrl) {
    this.chromes = chromes;
    this.https = publicUrl.startsWith("https:");
  }

  @GET
  @PermitAll
  public TemplateInstance front(@Context HttpHeaders headers) {
    return new welcome(chromes.anonymous(headers));
  }

  @GET
  @Path("help")
  @PermitAll
  public TemplateInstance help(@Context HttpHeaders headers) {
    return new help(chromes.anonymous(headers));
  }

  /** Keeps the language in a cookie, which holds nothing else, and goes back to the page. */
  @GET
  @Path("language/{language:en|de}")
  @PermitAll
  public Response speak(@PathParam("language") String language, @Context HttpHeaders headers) {
    return Response.seeOther(URI.create(back(headers.getHeaderString("Referer"))))
        .cookie(
            new NewCookie.Builder(PageChrome.LANGUAGE_COOKIE)
                .value(language)
                .path("/")
                .maxAge((int) YEAR.toSeconds())
                .sameSite(NewCookie.SameSite.LAX)
                .httpOnly(true)
                .secure(https)
                .build())
        .build();
  }

  /** The path alone of the page that the person came from. */
  private static String back(@Nullable String referrer) {
    try {
      String path = referrer == null ? null : URI.create(referrer).getRawPath();
      return path != null && LocalPath.is(path) && !path.startsWith("/language/") ? path : "/";
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }
}
