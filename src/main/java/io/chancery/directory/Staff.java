package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.kernel.ActorId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What is recorded about the platform's own people. */
@ApplicationScoped
public class Staff {

  /** A staff member as other packages see them. */
  public record StaffView(ActorId id, String fullName, String title) {}

  private final DirectoryRepositories.StaffRepository members;

  private final RecordedStanding standing;

  Staff(DirectoryRepositories.StaffRepository members, RecordedStanding standing) {
    this.members = members;
    this.standing = standing;
  }

  /** The member as an actor with the rights they have now, for work they started earlier. */
  public Optional<Actor> actor(ActorId id) {
    return standing.staffMember(id);
  }

  /** The staff member, if they are recorded. */
  public Optional<StaffView> find(ActorId id) {
    return members
        .findByIdOptional(id.value())
        .map(m -> new StaffView(id, m.fullName(), m.title()));
  }
}
