package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.access.Role;
import io.chancery.platform.Texts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pairs, and nothing but the pairs. */
class SeparationOfDutiesTest {
  private static final List<Role> STAFF =
      List.of(
          Role.CLERK,
          Role.REVIEWER,
          Role.APPROVER,
          Role.CUSTODIAN,
          Role.RELEASER,
          Role.AUDITOR,
          Role.ADMINISTRATOR);

  @Test
  void anAdministratorApprovesReviewsAndCollectsNothing() {
    for (Role decides : List.of(Role.REVIEWER, Role.APPROVER, Role.CUSTODIAN)) {
      assertThat(SeparationOfDuties.objection(Set.of(Role.ADMINISTRATOR), decides))
          .contains("administrator-decides-nothing");
      assertThat(SeparationOfDuties.objection(Set.of(decides), Role.ADMINISTRATOR))
          .contains("administrator-decides-nothing");
    }
  }

  @Test
  void anAuditorDecidesNothingAndGivesNothing() {
    for (Role acts :
        List.of(Role.REVIEWER, Role.APPROVER, Role.CUSTODIAN, Role.RELEASER, Role.ADMINISTRATOR)) {
      assertThat(SeparationOfDuties.objection(Set.of(Role.AUDITOR), acts))
          .contains("auditor-takes-no-part");
    }
  }

  @Test
  void theSmallestLawfulTeamIsPossible() {
    assertThat(SeparationOfDuties.objection(List.of(Role.CLERK, Role.REVIEWER))).isEmpty();
    assertThat(SeparationOfDuties.objection(List.of(Role.RELEASER, Role.ADMINISTRATOR))).isEmpty();
  }

  @Test
  void everyRuleHasAName() {
    for (SeparationOfDuties.Pair pair : SeparationOfDuties.PAIRS) {
      assertThat(STAFF).contains(pair.one(), pair.other());
      Texts.LANGUAGES.forEach(
          language -> assertThat(Texts.has(language, "error_duties_" + pair.rule())).isTrue());
    }
  }
}
