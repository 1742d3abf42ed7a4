package io.chancery.delivery;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The auditors' list of productions that were lost or exposed. */
@Path("/desk/breaches")
@Produces(MediaType.TEXT_HTML)
class BreachListPages {

  record list(PageChrome chrome, List<Breaches.View> breaches) implements TemplateInstance {}

  private final Breaches breaches;
  private final PageChromes chromes;

  BreachListPages(Breaches breaches, PageChromes chromes) {
    this.breaches = breaches;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.AUDITOR)
  public TemplateInstance look(@Context HttpHeaders headers) {
    return new list(chromes.of(headers, "/desk/breaches"), breaches.newest());
  }
}
