package io.chancery.directory;

import io.chancery.kernel.ActorId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What is recorded about the platform's own people. */
@ApplicationScoped
public class Staff {

  /** A staff member as other packages see them. */
  public record StaffView(ActorId id, String fullName, String title) {}

  private final DirectoryRepositories.StaffRepository members;

  Staff(DirectoryRepositories.StaffRepository members) {
    this.members = members;
  }

  /** The staff member, if they are recorded. */
  public Optional<StaffView> find(ActorId id) {
    return members
        .findByIdOptional(id.value())
        .map(m -> new StaffView(id, m.fullName(), m.title()));
  }
}
