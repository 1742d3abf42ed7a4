package io.chancery.casework;

import io.chancery.access.Role;
import io.chancery.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Search for cases over the API. A POST, because what is looked for may be somebody's identifier,
 * and addresses stand in logs.
 */
@Path("/api/v1/cases/search")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class SearchResource {

  record SearchJson(@Nullable String by, @Nullable String words, @Nullable String after) {}

  private final CaseQueue queue;

  SearchResource(CaseQueue queue) {
    this.queue = queue;
  }

  @POST
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public QueueResource.PartJson find(SearchJson body) {
    CaseQueue.By by =
        Arrays.stream(CaseQueue.By.values())
            .filter(value -> value.name().equals(body.by()))
            .findFirst()
            .orElseThrow(() -> Problem.invalid("by", "search_by"));
    return QueueResource.PartJson.of(
        queue.search(by, Objects.requireNonNullElse(body.words(), ""), body.after()));
  }
}
