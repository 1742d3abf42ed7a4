package io.chancery.casework;

import io.chancery.access.Role;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The desk's queue and who carries how much of it, over the API: the same as on the pages. */
@Path("/api/v1/cases/queue")
@Produces(MediaType.APPLICATION_JSON)
class QueueResource {

  /** A case that waits, or was found; {@code person} is the name of who works on it. */
  record EntryJson(
      String reference,
      CaseStatus status,
      @Nullable String actsNext,
      String kind,
      String agency,
      Instant receivedAt,
      @Nullable Instant dueAt,
      boolean emergency,
      @Nullable String person) {}

  /** A part of a list; {@code next} goes back as {@code after}. */
  record PartJson(List<EntryJson> cases, @Nullable String next) {
    static PartJson of(CaseQueue.Part part) {
      return new PartJson(part.entries().stream().map(PartJson::entry).toList(), part.next());
    }

    private static EntryJson entry(CaseQueue.Entry entry) {
      CaseViews.Row row = entry.row();
      return new EntryJson(
          row.reference(),
          row.status(),
          row.actsNext(),
          row.kind(),
          row.agency(),
          row.receivedAt(),
          row.dueAt(),
          row.emergency(),
          entry.person());
    }
  }

  private final CaseQueue queue;

  QueueResource(CaseQueue queue) {
    this.queue = queue;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public PartJson waiting(
      @QueryParam("whose") @Nullable String whose,
      @QueryParam("status") @Nullable String status,
      @QueryParam("regime") @Nullable String regime,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("after") @Nullable String after) {
    return PartJson.of(
        queue.queue(
            new CaseQueue.Filter(
                whose == null ? CaseQueue.Whose.TEAM : one(CaseQueue.Whose.values(), whose),
                status == null ? null : one(CaseStatus.values(), status),
                regime,
                kind),
            after));
  }

  @GET
  @Path("/workload")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER
  })
  public List<CaseQueue.Load> workload() {
    return queue.workload();
  }

  /** What is called so; anything else names no part of the queue. */
  private static <E extends Enum<E>> E one(E[] values, String name) {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }
}
