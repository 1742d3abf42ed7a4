package io.chancery.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.chancery.RealmCodes;
import io.chancery.path.Rows;
import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An officer who cannot have a passkey, at the real Keycloak: two switches, both off. */
@QuarkusTest
class TotpFallbackIT {
  private static final String MAIL = "otto.otp@metro-police.example";
  private static final SeededPerson OTTO =
      new SeededPerson(MAIL, "agency", "", List.of("officer"), SeededPerson.METRO, 0);
  private static final UUID METRO = new UUID(0x0193_0000_0000_7000L, 0x8000_0000_0000_0201L);

  private final UUID id = UUID.randomUUID();

  @AfterEach
  void nobodyStays() throws Exception {
    TestCoolDown.codes(false);
    Rows.asAdministrator(
        "delete from step_up where actor = '" + id + "'",
        "delete from officer where id = '" + id + "'");
  }

  @Test
  void aCodeIsNoTouchUntilRealmAndPortalBothSaySo() throws Exception {
    try (RealmCodes codes = RealmCodes.person(MAIL, OTTO.developmentPassword())) {
      Rows.asAdministrator(
          "insert into officer (id, agency_id, subject, full_name, mail, role, vouched_at, version)"
              + " values ('%s', '%s', '%s', 'Otto Otp', '%s', 'officer', now(), 0)"
                  .formatted(id, METRO, codes.subject(), MAIL));
      Browser otto = Browser.of(OTTO).withCodes(RealmCodes.codes());
      assertThat(otto.get("/requests").status()).isEqualTo(200);

      assertThat(touched(otto, "first")).as("the realm offers none: level 1").isEqualTo("no touch");
      codes.offered(true);
      assertThat(touched(otto, "second")).as("the portal takes none").isEqualTo("no touch");
      TestCoolDown.codes(true);
      assertThat(touched(otto, "third")).isEqualTo("otp");
    }
    assertThat(
            Rows.one(
                "select count(*) from custody.entry where position('%s' in convert_from(bytes,"
                        .formatted(id)
                    + " 'UTF8')) > 0 and position('method-not-allowed' in convert_from(bytes,"
                    + " 'UTF8')) > 0"))
        .isEqualTo("1");
  }

  /** How the touch for an act was proved. */
  private String touched(Browser otto, String object) throws Exception {
    otto.get("/step-up/agency/begin?act=submit&object=" + object + "&back=/requests");
    String method =
        Rows.one(
            ("select method from step_up where touched_at is not null and object = '%s'"
                    + " and actor = '%s'")
                .formatted(object, id));
    return method == null ? "no touch" : method;
  }
}
