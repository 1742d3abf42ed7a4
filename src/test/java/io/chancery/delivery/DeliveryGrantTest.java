package io.chancery.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What counts as handed over when several may fetch. */
class DeliveryGrantTest {
  private static final ActorId OFFICER = new ActorId(new UUID(2, 1));
  private static final ActorId COLLEAGUE = new ActorId(new UUID(2, 2));
  private static final Sha256 DIGEST = Sha256.hash("package");

  private final DeliveryGrant grant =
      new DeliveryGrant(
          new DownloadGrantId(new UUID(3, 1)),
          new CaseId(new UUID(3, 2)),
          new ProductionId(new UUID(3, 3)),
          OFFICER,
          "hash",
          Instant.EPOCH,
          Instant.MAX,
          Instant.EPOCH);

  @Test
  void aTransferGoesOnWhereItsOwnPersonsBrokeOff() {
    int first = grant.open(OFFICER);
    assertThat(grant.sent(transfer(OFFICER, first, 0), 40)).isTrue();
    int second = grant.open(OFFICER);
    assertThat(grant.sent(transfer(OFFICER, second, 40), 60)).isTrue();
    assertThat(grant.sentBytes()).isEqualTo(100);
  }

  @Test
  void theHalvesOfTwoPeopleAreNoWhole() {
    int first = grant.open(OFFICER);
    assertThat(grant.sent(transfer(OFFICER, first, 0), 50)).isTrue();
    int second = grant.open(COLLEAGUE);
    assertThat(grant.sentBytes()).isZero();
    assertThat(grant.sent(transfer(COLLEAGUE, second, 50), 50)).isTrue();
    assertThat(grant.sentBytes()).isZero();
    assertThat(grant.sent(transfer(OFFICER, first, 0), 100))
        .as("a transfer that ran on while somebody else opened")
        .isFalse();
    assertThat(grant.sentBytes()).isZero();
  }

  private Transfer transfer(ActorId person, int attempt, long from) {
    return new Transfer(
        1,
        "P1.bag.zip.age",
        DIGEST,
        100,
        from,
        100,
        grant.id(),
        grant.caseId(),
        "key",
        attempt,
        person,
        DIGEST,
        100);
  }
}
