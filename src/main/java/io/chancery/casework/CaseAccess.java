package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may see a case: list filter and single check side by side. An agency sees its own cases and
 * nothing tells it that others exist; what the platform refers to it of its own accord it sees from
 * the moment the release opens. Staff with a working role see all. Row-level security says the same
 * once more.
 */
@ApplicationScoped
public class CaseAccess {
  private static final Set<Role> STAFF =
      EnumSet.of(
          Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.CUSTODIAN, Role.RELEASER, Role.AUDITOR);
  private static final Set<Role> AGENCY =
      EnumSet.of(Role.OFFICER, Role.SUPERVISOR, Role.AGENCY_SYSTEM);

  private final CaseRepositories.Cases cases;
  private final CurrentActor current;
  private final Instance<Recusal> recusals;
  private final Clock clock;

  CaseAccess(
      CaseRepositories.Cases cases, CurrentActor current, Instance<Recusal> recusals, Clock clock) {
    this.cases = cases;
    this.current = current;
    this.recusals = recusals;
    this.clock = clock;
  }

  /**
   * The case of that reference, if the current actor may see it.
   *
   * @throws Problem not-found, whether it is missing or somebody else's
   */
  @Transactional
  public CaseId visible(String reference) {
    return require(reference).id();
  }

  DisclosureCase require(String reference) {
    Actor actor = current.get();
    if (!CaseReference.looksLikeOne(reference)) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
    DisclosureCase found =
        cases
            .byReference(reference)
            .filter(row -> maySee(actor, row))
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (recused(found.id(), actor)) {
      throw Problem.of(ProblemType.FORBIDDEN, "conflict_declared");
    }
    return found;
  }

  /** Whether this person is out of the case for good. */
  boolean recused(CaseId id, Actor actor) {
    return actor.kind() == Actor.Kind.STAFF
        && recusals.stream().anyMatch(recusal -> recusal.recused(id, actor.id()));
  }

  /** Whether the current actor is a member of staff with a working role. */
  public boolean staffLooks() {
    return isStaff(current.get());
  }

  /** For what no agency may learn. */
  void requireStaff() {
    if (!staffLooks()) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
  }

  boolean maySee(Actor actor, DisclosureCase row) {
    return maySee(actor, row, clock.instant());
  }

  /** Also where the platform began the case, and its addressee's agency has to wait. */
  static boolean maySee(Actor actor, DisclosureCase row, Instant now) {
    return maySee(actor, row.agency()) && (isStaff(actor) || row.isForAgency(now));
  }

  /** The decision itself: a case of {@code agency} before {@code actor}. */
  static boolean maySee(Actor actor, AgencyId agency) {
    return isStaff(actor)
        || (actor.roles().stream().anyMatch(AGENCY::contains) && agency.equals(actor.agency()));
  }

  static boolean isStaff(Actor actor) {
    return actor.kind() == Actor.Kind.STAFF && actor.roles().stream().anyMatch(STAFF::contains);
  }
}
