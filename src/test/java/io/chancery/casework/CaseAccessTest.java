package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.PermissionTable;
import org.junit.jupiter.api.Test;

/** The table's cells about cases: role by relation, at every endpoint. */
class CaseAccessTest {
  @Test
  void onlyListedCellsPass() {
    assertThat(
            PermissionTable.differences(
                "case", (actor, officer, agency) -> CaseAccess.maySee(actor, agency)))
        .isEmpty();
  }
}
