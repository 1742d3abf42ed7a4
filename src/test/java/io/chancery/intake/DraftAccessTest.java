package io.chancery.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.PermissionTable;
import org.junit.jupiter.api.Test;

/** The table's cells about drafts: role by relation, at every endpoint. */
class DraftAccessTest {
  @Test
  void onlyListedCellsPass() {
    assertThat(
            PermissionTable.differences(
                "draft", (actor, officer, agency) -> DraftAccess.mayUse(actor, agency)))
        .isEmpty();
  }
}
