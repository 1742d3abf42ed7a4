package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.PermissionTable;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
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

  /** The platform's own referral: its addressee's agency, another one, and staff, over time. */
  @Test
  void anAgencySeesWhatThePlatformRefersFromTheOpeningOfItsReleaseUntilThatIsTakenBack() {
    Instant opens = Instant.parse("2026-11-22T10:00:00Z");
    AgencyId metro = new AgencyId(new UUID(0, 1));
    ActorId staff = new ActorId(new UUID(0, 3));
    DownloadGrantId grant = new DownloadGrantId(new UUID(0, 4));
    DisclosureCase row =
        new DisclosureCase(
            new UUID(0, 9),
            new CaseReference("LER-2026-000009"),
            metro,
            new ActorId(new UUID(0, 2)),
            "us-federal",
            "own-referral-us",
            "2026.8",
            true,
            opens.minusSeconds(600),
            new byte[1]);
    assertThat(CaseAccess.maySee(officer(metro), row, opens)).as("asked for").isTrue();
    row.beginAsReferral(staff);
    assertThat(CaseAccess.maySee(officer(metro), row, opens)).isFalse();
    assertThat(CaseAccess.maySee(clerk(staff), row, opens)).isTrue();

    row.seenAfter(
        new CaseStep.Release(
            staff, new ProductionId(new UUID(0, 5)), grant, Sha256.hash("shown"), opens),
        false);
    assertThat(CaseAccess.maySee(officer(metro), row, opens.minusSeconds(1))).isFalse();
    assertThat(CaseAccess.maySee(officer(metro), row, opens)).isTrue();
    assertThat(CaseAccess.maySee(officer(new AgencyId(new UUID(0, 7))), row, opens)).isFalse();

    row.seenAfter(new CaseStep.Recall(staff, grant, "wrong-addressee"), true);
    assertThat(CaseAccess.maySee(officer(metro), row, opens)).as("was handed over").isTrue();
    row.seenAfter(new CaseStep.Recall(staff, grant, "wrong-addressee"), false);
    assertThat(CaseAccess.maySee(officer(metro), row, opens)).isFalse();
  }

  private static Actor officer(AgencyId agency) {
    return new Actor(
        new ActorId(new UUID(0, 2)),
        Actor.Kind.OFFICER,
        Set.of(Role.OFFICER),
        agency,
        "Olivia Officer",
        "test");
  }

  private static Actor clerk(ActorId id) {
    return new Actor(id, Actor.Kind.STAFF, Set.of(Role.CLERK), null, "Clara Clerk", "test");
  }
}
