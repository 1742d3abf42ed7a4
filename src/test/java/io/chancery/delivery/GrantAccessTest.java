package io.chancery.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.PermissionTable;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The table's cells about grants: role by relation, at every endpoint. */
class GrantAccessTest {
  @Test
  void onlyListedCellsPass() {
    assertThat(
            PermissionTable.differences(
                "grant",
                (actor, officer, agency) -> GrantAccess.mayUse(actor, Set.of(officer), agency)))
        .isEmpty();
  }

  @Test
  void whoIsNamedPassesAndNobodyOfAnotherAgencyEver() {
    AgencyId agency = new AgencyId(new UUID(1, 1));
    ActorId officer = new ActorId(new UUID(2, 1));
    ActorId named = new ActorId(new UUID(2, 2));
    Set<ActorId> people = Set.of(officer, named);
    assertThat(GrantAccess.mayUse(actor(named, Role.OFFICER, agency), people, agency)).isTrue();
    assertThat(GrantAccess.mayUse(actor(named, Role.SUPERVISOR, agency), people, agency)).isFalse();
    assertThat(GrantAccess.mayUse(actor(named, Role.OFFICER, agency), Set.of(officer), agency))
        .isFalse();
    AgencyId other = new AgencyId(new UUID(1, 2));
    assertThat(GrantAccess.mayUse(actor(named, Role.OFFICER, other), people, agency)).isFalse();
  }

  private static Actor actor(ActorId id, Role role, AgencyId agency) {
    return new Actor(id, Actor.Kind.OFFICER, Set.of(role), agency, "Somebody", "test");
  }
}
