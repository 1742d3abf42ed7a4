package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is recorded about the platform's own people. */
@ApplicationScoped
public class Staff {

  /** A staff member as other packages see them. */
  public record StaffView(ActorId id, String fullName, String title) {}

  private final DirectoryRepositories.StaffRepository members;

  private final RecordedStanding standing;

  private final RoleGrants grants;
  private final Clock clock;

  Staff(
      DirectoryRepositories.StaffRepository members,
      RecordedStanding standing,
      RoleGrants grants,
      Clock clock) {
    this.members = members;
    this.standing = standing;
    this.grants = grants;
    this.clock = clock;
  }

  /** The member as an actor with the rights they have now, for work they started earlier. */
  public Optional<Actor> actor(ActorId id) {
    return standing.staffMember(id);
  }

  /** Everybody who holds a role now and may act, by name. */
  public List<StaffView> holding(Role role) {
    Instant now = clock.instant();
    return grants.holders(role.key(), now).stream()
        .map(RoleGrant::staffId)
        .distinct()
        .map(members::findById)
        .filter(member -> member.mayActAt(now))
        .map(m -> new StaffView(new ActorId(m.id()), m.fullName(), m.title()))
        .sorted(Comparator.comparing(StaffView::fullName))
        .toList();
  }

  /** The staff member, if they are recorded. */
  public Optional<StaffView> find(ActorId id) {
    return members
        .findByIdOptional(id.value())
        .map(m -> new StaffView(id, m.fullName(), m.title()));
  }
}
