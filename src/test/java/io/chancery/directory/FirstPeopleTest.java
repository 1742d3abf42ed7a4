package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.access.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may begin an installation: one who proposes and another who confirms. */
class FirstPeopleTest {

  @Test
  void anAdministratorAndAnApproverSuffice() {
    assertThatCode(
            () -> FirstPeople.check(List.of(Set.of(Role.ADMINISTRATOR), Set.of(Role.APPROVER))))
        .doesNotThrowAnyException();
  }

  @Test
  void onePersonAloneCannotBringInAnybody() {
    assertThatThrownBy(() -> FirstPeople.check(List.of(Set.of(Role.ADMINISTRATOR))))
        .hasMessageContaining("chancery.staff.first")
        .hasMessageContaining("an administrator and an approver");
  }

  @Test
  void theFirstPeopleKeepDutiesApartToo() {
    assertThatThrownBy(() ->
            FirstPeople.check(
                List.of(Set.of(Role.ADMINISTRATOR, Role.APPROVER), Set.of(Role.CLERK))))
        .hasMessageContaining("administrator-decides-nothing");
  }
}
