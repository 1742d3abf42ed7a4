package io.chancery.directory;

import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.notification.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * Tells the team, by mail, that something about a colleague wants a look. The mail says what
 * happened and where to look; who it is about, only a signed-in reader sees.
 */
@ApplicationScoped
public class StaffAlarms {
  private final RoleGrants grants;
  private final DirectoryRepositories.StaffRepository staff;
  private final Outbox outbox;
  private final Clock clock;

  StaffAlarms(
      RoleGrants grants, DirectoryRepositories.StaffRepository staff, Outbox outbox, Clock clock) {
    this.grants = grants;
    this.staff = staff;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Adds a message, in the caller's transaction, to everybody who holds one of {@code roles} now.
   *
   * @param about the person it is about, who is not told
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void tell(Outbox.Kind kind, ActorId about, Role... roles) {
    Instant now = clock.instant();
    Arrays.stream(roles)
        .flatMap(role -> grants.holders(role.key(), now).stream())
        .map(RoleGrant::staffId)
        .distinct()
        .filter(id -> !id.equals(about.value()))
        .map(staff::findById)
        .filter(member -> member.mayActAt(now))
        .forEach(member -> tell(kind, about.value(), member));
  }

  private void tell(Outbox.Kind kind, UUID about, StaffMember member) {
    String mail = member.mail();
    if (mail != null) {
      outbox.add(kind, about, mail);
    }
  }
}
