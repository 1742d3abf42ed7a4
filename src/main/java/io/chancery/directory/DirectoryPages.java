package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The directory's table of contents: the parts that this person may open. */
@Path("/desk/directory")
class DirectoryPages {
  private static final Set<Role> EVERYBODY = EnumSet.range(Role.CLERK, Role.ADMINISTRATOR);

  /** A part: its key names title and sentence. */
  record Part(String href, String key, Set<Role> readers) {}

  /** What the doors themselves let in stands at the doors; here stands what is worth a link. */
  private static final List<Part> PARTS =
      List.of(
          new Part("/desk/directory/own", "nav_own", EVERYBODY),
          new Part(
              "/desk/directory/agencies",
              "nav_agencies",
              EnumSet.of(
                  Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)),
          new Part("/desk/keys", "nav_keys", EnumSet.of(Role.CLERK)),
          new Part(
              "/desk/directory/staff",
              "nav_staff",
              EnumSet.of(Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)),
          new Part(
              "/desk/directory/protected",
              "nav_protected",
              EnumSet.of(Role.REVIEWER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)),
          new Part(
              "/desk/directory/canaries",
              "nav_canaries",
              EnumSet.of(Role.AUDITOR, Role.ADMINISTRATOR)),
          new Part(
              "/desk/policy",
              "nav_policy",
              EnumSet.of(Role.REVIEWER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)));

  record contents(PageChrome chrome, List<Part> parts) implements TemplateInstance {}

  private final CurrentActor current;
  private final PageChromes chromes;

  DirectoryPages(CurrentActor current, PageChromes chromes) {
    this.current = current;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public TemplateInstance look(@Context HttpHeaders headers) {
    Actor actor = current.get();
    return new contents(
        chromes.of(headers, "/desk/directory"),
        PARTS.stream()
            .filter(part -> !Collections.disjoint(part.readers(), actor.roles()))
            .toList());
  }
}
