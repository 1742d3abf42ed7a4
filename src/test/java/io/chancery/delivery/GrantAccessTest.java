package io.chancery.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.PermissionTable;
import org.junit.jupiter.api.Test;

/** The table's cells about grants: role by relation, at every endpoint. */
class GrantAccessTest {
  @Test
  void onlyListedCellsPass() {
    assertThat(
            PermissionTable.differences(
                "grant", (actor, officer, agency) -> GrantAccess.mayUse(actor, officer, agency)))
        .isEmpty();
  }
}
