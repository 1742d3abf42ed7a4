package io.chancery.intake;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.kernel.AgencyId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who may use a draft: list filter and single check side by side. A draft belongs to its agency's
 * officers and system; for everybody else it is not there.
 */
@ApplicationScoped
class DraftAccess {
  private static final Set<Role> WRITERS = EnumSet.of(Role.OFFICER, Role.AGENCY_SYSTEM);

  private final DraftRows.Drafts drafts;
  private final CurrentActor current;

  DraftAccess(DraftRows.Drafts drafts, CurrentActor current) {
    this.drafts = drafts;
    this.current = current;
  }

  /**
   * The draft, if the current actor may use it.
   *
   * @throws Problem not-found, whether it is missing or somebody else's
   */
  Draft require(UUID id) {
    return drafts.findByIdOptional(id).filter(this::mine).orElseThrow(DraftAccess::missing);
  }

  /**
   * As {@link #require}, under the row's lock.
   *
   * @throws Problem not-found, whether it is missing or somebody else's
   */
  Draft lock(UUID id) {
    return drafts.lock(id).filter(this::mine).orElseThrow(DraftAccess::missing);
  }

  /** The drafts that the current actor may use and that have not been submitted, newest first. */
  List<Draft> open() {
    return drafts.openOf(agency().value()).stream().filter(this::mine).toList();
  }

  /**
   * The agency for which the current actor writes.
   *
   * @throws Problem forbidden for somebody without one
   */
  AgencyId agency() {
    AgencyId agency = current.get().agency();
    if (agency == null) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return agency;
  }

  /** The decision itself: a draft of {@code agency} before {@code actor}. */
  static boolean mayUse(Actor actor, AgencyId agency) {
    return actor.roles().stream().anyMatch(WRITERS::contains) && agency.equals(actor.agency());
  }

  private boolean mine(Draft draft) {
    return mayUse(current.get(), new AgencyId(draft.agencyId()));
  }

  private static Problem missing() {
    return Problem.of(ProblemType.NOT_FOUND);
  }
}
