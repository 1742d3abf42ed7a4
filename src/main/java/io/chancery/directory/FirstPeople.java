package io.chancery.directory;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.platform.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The first people of an empty installation, from {@code chancery.staff.first}: somebody has to be
 * there before two can act. An entry says that no two people stood behind them; the database lets
 * it happen once (docs/operations/production.md).
 */
@ApplicationScoped
class FirstPeople {
  private final DirectoryRepositories.StaffRepository staff;
  private final RoleGrants grants;
  private final CustodyLedger ledger;
  private final StaffConfiguration configuration;
  private final Ids ids;
  private final Clock clock;

  FirstPeople(
      DirectoryRepositories.StaffRepository staff,
      RoleGrants grants,
      CustodyLedger ledger,
      StaffConfiguration configuration,
      Ids ids,
      Clock clock) {
    this.staff = staff;
    this.grants = grants;
    this.ledger = ledger;
    this.configuration = configuration;
    this.ids = ids;
    this.clock = clock;
  }

  @SuppressWarnings("UnusedVariable") // the event is the trigger
  void start(@Observes @Priority(150) StartupEvent event) {
    if (!configuration.first().isEmpty()) {
      ActingAs.system(() -> QuarkusTransaction.requiringNew().run(this::record));
    }
  }

  private void record() {
    if (staff.count() > 0) {
      return;
    }
    List<StaffConfiguration.First> first = configuration.first();
    List<Set<Role>> roles = first.stream().map(one -> roles(one.roles())).toList();
    check(roles);
    Instant now = clock.instant();
    for (int i = 0; i < first.size(); i++) {
      StaffConfiguration.First one = first.get(i);
      UUID id = ids.next();
      staff.persist(
          new StaffMember(
              id, one.subject(), one.fullName(), one.title(), one.mail(), false, null, now));
      for (Role role : roles.get(i)) {
        grants.persist(
            new RoleGrant(
                ids.next(),
                id,
                role.key(),
                RoleGrant.Kind.STANDING,
                "first people of the installation",
                now,
                null,
                RoleGrant.Basis.BOOTSTRAP,
                null));
      }
    }
    ledger.append(new Subject.OfSystem(), Actor.SYSTEM, new HouseEvent.Bootstrapped(first.size()));
  }

  /**
   * Whether these people can bring in everybody else.
   *
   * @throws IllegalArgumentException naming the setting and the remedy
   */
  static void check(List<Set<Role>> people) {
    for (Set<Role> roles : people) {
      SeparationOfDuties.objection(roles)
          .ifPresent(rule -> {
            throw refused("gives one person roles that nobody holds together (" + rule + ")");
          });
    }
    if (people.stream().noneMatch(roles -> roles.contains(Role.ADMINISTRATOR))
        || people.stream().noneMatch(roles -> roles.contains(Role.APPROVER))) {
      throw refused("must name an administrator and an approver: one proposes, the other confirms");
    }
  }

  private static Set<Role> roles(Set<String> keys) {
    Set<Role> roles =
        StaffChecks.STAFF_ROLES.stream()
            .filter(role -> keys.contains(role.key()))
            .collect(Collectors.toUnmodifiableSet());
    if (roles.size() != keys.size()) {
      throw refused("names a role that staff cannot hold");
    }
    return roles;
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("chancery.staff.first " + why);
  }
}
