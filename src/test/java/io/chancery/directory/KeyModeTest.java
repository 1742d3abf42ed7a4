package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.keys.HybridIdentity;
import io.chancery.keys.PublicRecipient;
import io.chancery.keys.RecipientKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An agency is in classical or in post-quantum mode, and never slips back. */
class KeyModeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID AGENCY = new UUID(1, 1);
  private static final UUID SUPERVISOR = new UUID(1, 2);
  private static final UUID COLLEAGUE = new UUID(1, 3);

  private final RecipientKey classical =
      key("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", KeyPurpose.AGENCY);
  private final RecipientKey hybrid = key(HybridIdentity.ofSeed(3).recipient(), KeyPurpose.AGENCY);
  private final RecipientKey court =
      key("age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg", KeyPurpose.COURT);

  @Test
  void aPostQuantumKeyEndsTheClassicalModeOnceTwoPeopleConfirmedIt() {
    classical.confirm(COLLEAGUE, day(10));
    court.confirm(COLLEAGUE, day(11));
    List<RecipientKey> held = List.of(hybrid, classical, court);
    assertThat(RecipientKey.ofModeInForce(held)).containsExactly(classical, court);

    hybrid.confirm(COLLEAGUE, day(20));
    assertThat(RecipientKey.ofModeInForce(held)).containsExactly(hybrid, court);
  }

  @Test
  void theEndOfAPostQuantumKeyBringsNoClassicalOneBack() {
    classical.confirm(COLLEAGUE, day(10));
    hybrid.confirm(COLLEAGUE, day(20));
    hybrid.revoke(SUPERVISOR, day(30), "lost");
    List<RecipientKey> usable =
        RecipientKey.ofModeInForce(List.of(hybrid, classical)).stream()
            .filter(key -> key.stateAt(day(31), Duration.ofDays(7)) == RecipientKey.State.USABLE)
            .toList();
    assertThat(usable).isEmpty();
  }

  private static RecipientKey key(String recipient, KeyPurpose purpose) {
    RecipientKey key =
        new RecipientKey(
            UUID.randomUUID(),
            AGENCY,
            PublicRecipient.read(RecipientKind.AGE, recipient, START),
            purpose,
            SUPERVISOR,
            START);
    key.prove(SUPERVISOR, START);
    return key;
  }

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }
}
