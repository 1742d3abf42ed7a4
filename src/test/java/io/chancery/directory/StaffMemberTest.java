package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The dates that bound what a staff member may do, to the moment. */
class StaffMemberTest {
  private static final Instant END = Instant.parse("2026-11-30T18:00:00Z");
  private static final UUID ID = new UUID(1, 1);

  @Test
  void accessEndsAtItsEndAndNotAMomentLater() {
    StaffMember member = member(END);
    assertThat(member.mayActAt(END.minusMillis(1))).isTrue();
    assertThat(member.mayActAt(END)).isFalse();
    assertThat(member.mayActAt(END.plusSeconds(1))).isFalse();
    assertThat(member(null).mayActAt(END)).isTrue();
  }

  @Test
  void whoLeavesDoesSoFromTheNotice() {
    StaffMember member = member(END);
    assertThat(member.leavingAt(END)).isFalse();
    Instant notice = END.minusSeconds(3600);
    member.leaverFrom(notice);
    assertThat(member.leavingAt(notice.minusMillis(1))).isFalse();
    assertThat(member.leavingAt(notice)).isTrue();
  }

  @Test
  void aRightIsHeldFromItsBeginningToTheMomentBeforeItsEnd() {
    Instant from = END.minusSeconds(7200);
    RoleGrant grant =
        new RoleGrant(
            ID,
            ID,
            "custodian",
            RoleGrant.Kind.ELEVATION,
            "a wave of requests",
            from,
            END,
            RoleGrant.Basis.PROPOSAL,
            ID);
    assertThat(grant.inForceAt(from.minusMillis(1))).isFalse();
    assertThat(grant.inForceAt(from)).isTrue();
    assertThat(grant.inForceAt(END.minusMillis(1))).isTrue();
    assertThat(grant.inForceAt(END)).isFalse();
  }

  private static StaffMember member(Instant until) {
    return new StaffMember(ID, "subject", "Somebody", "Clerk", null, true, until, Instant.EPOCH);
  }
}
