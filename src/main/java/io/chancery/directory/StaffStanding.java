package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.notification.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a staff member may do at this moment: nothing at and after the end of their access, else the
 * roles whose grants are in force. A right for two hours ends by itself, in the middle of a
 * session.
 */
@ApplicationScoped
class StaffStanding {
  private final RoleGrants grants;
  private final SignInRefusals refusals;
  private final StaffAlarms alarms;
  private final Clock clock;

  StaffStanding(RoleGrants grants, SignInRefusals refusals, StaffAlarms alarms, Clock clock) {
    this.grants = grants;
    this.refusals = refusals;
    this.alarms = alarms;
    this.clock = clock;
  }

  /** The member as an actor; empty, recorded and told to the approvers when their access ended. */
  Optional<Actor> actor(StaffMember member, String authentication) {
    Instant now = clock.instant();
    ActorId id = new ActorId(member.id());
    if (!member.mayActAt(now)) {
      if (refusals.record(id, Actor.Kind.STAFF, "access-ended")) {
        alarms.tell(Outbox.Kind.ACCESS_REFUSED, id, Role.APPROVER);
      }
      return Optional.empty();
    }
    Set<String> held =
        grants.inForce(member.id(), now).stream()
            .map(RoleGrant::role)
            .collect(Collectors.toUnmodifiableSet());
    Set<Role> roles =
        Arrays.stream(Role.values())
            .filter(role -> held.contains(role.key()))
            .collect(Collectors.toUnmodifiableSet());
    return Optional.of(
        new Actor(
            id,
            Actor.Kind.STAFF,
            roles,
            null,
            member.fullName(),
            authentication,
            member.leavingAt(now)));
  }
}
