package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.PermissionTable;
import org.junit.jupiter.api.Test;

/** The table's cells about recipient keys: role by relation, at every endpoint. */
class RecipientKeyAccessTest {
  @Test
  void onlyListedCellsPass() {
    assertThat(
            PermissionTable.differences(
                "key", (actor, officer, agency) -> RecipientKeyAccess.mayUse(actor, agency)))
        .isEmpty();
  }
}
