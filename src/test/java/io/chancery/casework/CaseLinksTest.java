package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class CaseLinksTest {
  @Test
  void onlyAnAnsweredCaseCanBeSupplementedOrCorrected() {
    EnumSet<CaseStatus> answered =
        EnumSet.of(
            CaseStatus.RELEASED, CaseStatus.DELIVERED, CaseStatus.CLOSED, CaseStatus.REFUSED);
    for (CaseStatus status : CaseStatus.values()) {
      assertThat(CaseLinks.standing(status))
          .as(status.name())
          .isEqualTo(
              answered.contains(status)
                  ? CaseLinks.Standing.ANSWERED
                  : CaseLinks.Standing.UNANSWERED);
    }
  }
}
