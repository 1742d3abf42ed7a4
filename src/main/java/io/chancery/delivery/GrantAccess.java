package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CaseViews;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who may use a delivery grant: the officer to whom it is bound, and the system of that officer's
 * agency. Whoever else knows the token finds nothing.
 */
@ApplicationScoped
class GrantAccess {
  private final DeliveryRows rows;
  private final CaseViews views;

  GrantAccess(DeliveryRows rows, CaseViews views) {
    this.rows = rows;
    this.views = views;
  }

  /**
   * The grant behind a token.
   *
   * @throws Problem not-found when there is none, or it is bound to somebody else
   */
  DeliveryGrant require(String token, Actor actor) {
    return rows.byToken(Deliveries.hash(token))
        .filter(g -> mayUse(actor, g.officer(), views.of(g.caseId()).agencyId()))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  /** The decision itself: a grant bound to {@code officer} of {@code agency}. */
  static boolean mayUse(Actor actor, ActorId officer, AgencyId agency) {
    return agency.equals(actor.agency())
        && (actor.is(Role.AGENCY_SYSTEM) || (actor.is(Role.OFFICER) && officer.equals(actor.id())));
  }
}
