package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CaseViews;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/**
 * Who may use a delivery grant: the officer to whom it is bound, the colleagues who were named, and
 * the system of their agency. Whoever else knows the token finds nothing.
 */
@ApplicationScoped
class GrantAccess {
  private final DeliveryRows rows;
  private final ColleagueRows colleagues;
  private final CaseViews views;

  GrantAccess(DeliveryRows rows, ColleagueRows colleagues, CaseViews views) {
    this.rows = rows;
    this.colleagues = colleagues;
    this.views = views;
  }

  /**
   * The grant behind a token.
   *
   * @throws Problem not-found when there is none, or it is bound to others
   */
  DeliveryGrant require(String token, Actor actor) {
    return rows.byToken(Deliveries.hash(token))
        .filter(g -> mayUse(actor, people(g), views.of(g.caseId()).agencyId()))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  /** The officer to whom it is bound, and who was named beside them and not taken off. */
  Set<ActorId> people(DeliveryGrant grant) {
    Set<ActorId> people = new HashSet<>(Set.of(grant.officer()));
    colleagues.of(grant.id()).forEach(colleague -> people.add(colleague.officer()));
    return people;
  }

  /** The decision itself: a grant of {@code agency} bound to {@code people}. */
  static boolean mayUse(Actor actor, Set<ActorId> people, AgencyId agency) {
    return agency.equals(actor.agency())
        && (actor.is(Role.AGENCY_SYSTEM)
            || (actor.is(Role.OFFICER) && people.contains(actor.id())));
  }
}
