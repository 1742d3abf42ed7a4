package io.chancery.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as a touch, whatever level the identity provider claims. */
class TouchMethodsTest {

  @Test
  void aPasskeyCountsAndAPasswordDoesNot() {
    for (String realm : List.of(Realms.AGENCY, Realms.STAFF)) {
      for (boolean fallback : new boolean[] {false, true}) {
        assertThat(counted(realm, fallback, "pwd", "hwk")).contains("hwk");
        assertThat(counted(realm, fallback, "pwd")).isEmpty();
        assertThat(counted(realm, fallback)).isEmpty();
        assertThat(counted(realm, fallback, "sms")).isEmpty();
      }
    }
  }

  @Test
  void aCodeCountsForOfficersAloneAndOnlyWhereTheOperatorSaysSo() {
    assertThat(counted(Realms.AGENCY, true, "pwd", "otp")).contains("otp");
    assertThat(counted(Realms.AGENCY, false, "pwd", "otp")).isEmpty();
    assertThat(counted(Realms.STAFF, true, "pwd", "otp")).isEmpty();
  }

  @Test
  void aPasskeyAtTheSignInDoesNotVouchForACodeAtTheAct() {
    assertThat(counted(Realms.AGENCY, false, "hwk", "otp", "pwd")).isEmpty();
    assertThat(counted(Realms.AGENCY, true, "hwk", "otp", "pwd")).contains("otp");
    assertThat(counted(Realms.STAFF, true, "hwk", "otp", "pwd")).isEmpty();
  }

  private static Optional<String> counted(String realm, boolean fallback, String... methods) {
    return TouchMethods.counted(realm, List.of(methods), fallback);
  }
}
