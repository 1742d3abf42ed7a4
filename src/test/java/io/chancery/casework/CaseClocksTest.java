package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.FieldGroup;
import io.chancery.policy.Asking;
import io.chancery.policy.Clocks;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.ShippedPacks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which clocks a case has, from what happened to it. */
class CaseClocksTest {
  private final List<Clocks.Event> happened = new ArrayList<>();

  private CaseClocksTest at(String event, String moment) {
    happened.add(Clocks.Event.of(event, Instant.parse(moment)));
    return this;
  }

  private List<Clocks.Computed> clocks(String regime, String kind) {
    PolicyPack pack = ShippedPacks.pack(regime);
    return CaseClocks.of(pack, pack.row(kind).orElseThrow(), happened);
  }

  private List<String> names(String regime, String kind) {
    return clocks(regime, kind).stream().map(c -> c.rule().name()).toList();
  }

  @Test
  void anOrderWithoutNotificationIsAnsweredWithinTenDaysAndHasNoWindow() {
    at("receipt", "2026-12-01T08:00:00Z");
    assertThat(names("eu-e-evidence", "epoc"))
        .containsExactly("production", "third-country-objection");
  }

  /**
   * Article 10(2): transmitted at the end of the ten days, which is not the latest day to do so.
   */
  @Test
  void aNotifiedOrderHasAWindowInsteadOfADeadline() {
    at("receipt", "2026-12-01T08:00:00Z").at("authority-notified", "2026-12-01T08:00:00Z");
    assertThat(names("eu-e-evidence", "epoc"))
        .containsExactly("transmission", "third-country-objection");
    assertThat(clocks("eu-e-evidence", "epoc").getFirst().due())
        .isEqualTo(Instant.parse("2026-12-11T23:00:00Z"));
    at("enforcing-authority-cleared", "2026-12-05T09:00:00Z");
    assertThat(clocks("eu-e-evidence", "epoc").getFirst().due())
        .isEqualTo(Instant.parse("2026-12-05T09:00:00Z"));
  }

  @Test
  void aQuestionLetsTheProductionOrderRestAndHasAClockOfItsOwn() {
    at("receipt", "2026-12-01T08:00:00Z").at("clarification-asked", "2026-12-03T08:00:00Z");
    List<Clocks.Computed> clocks = clocks("eu-e-evidence", "epoc");
    assertThat(clocks.getFirst().state()).isEqualTo(Clocks.State.RESTING);
    assertThat(names("eu-e-evidence", "epoc")).contains("clarification");
    at("clarification-answered", "2026-12-05T08:00:00Z");
    assertThat(clocks("eu-e-evidence", "epoc").getFirst().due())
        .isEqualTo(Instant.parse("2026-12-13T23:00:00Z"));
  }

  @Test
  void aQuestionLetsAnAmericanWarrantRunOn() {
    at("receipt", "2026-12-01T08:00:00Z").at("clarification-asked", "2026-12-03T08:00:00Z");
    assertThat(clocks("us-federal", "search-warrant").getFirst().state())
        .isEqualTo(Clocks.State.RUNNING);
  }

  /** 18 USC 2703(h)(4): preserved, not produced, while the motion is pending. */
  @Test
  void aMotionLetsAnAmericanWarrantRest() {
    at("receipt", "2026-12-01T08:00:00Z").at("suspension-begun", "2026-12-03T08:00:00Z");
    assertThat(clocks("us-federal", "search-warrant").getFirst().state())
        .isEqualTo(Clocks.State.RESTING);
    at("suspension-ended", "2026-12-13T08:00:00Z");
    assertThat(clocks("us-federal", "search-warrant").getFirst().due())
        .isEqualTo(Instant.parse("2026-12-26T00:00:00Z"));
  }

  @Test
  void anOrderThatTheAuthorityRefusedStandsNoLonger() {
    at("receipt", "2026-12-01T08:00:00Z").at("enforcing-authority-refused", "2026-12-04T08:00:00Z");
    assertThat(clocks("eu-e-evidence", "epoc"))
        .extracting(Clocks.Computed::state)
        .contains(Clocks.State.STOPPED);
  }

  /**
   * Second Additional Protocol to the Budapest Convention, Article 8: subscriber information within
   * 20 days, traffic data within 45.
   */
  @ParameterizedTest
  @CsvSource({
    "subscriber, subscriber, 2026-12-22T00:00:00Z",
    "sessions devices, traffic, 2027-01-16T00:00:00Z",
    "subscriber sessions, subscriber traffic, 2026-12-22T00:00:00Z",
    // Beyond reach and to be denied: even so somebody waits for an answer, and the strict date
    // holds.
    "posts, subscriber, 2026-12-22T00:00:00Z",
    "sessions posts, subscriber traffic, 2026-12-22T00:00:00Z"
  })
  void givingEffectRunsAgainstTheDatesOfWhatIsAsked(String asked, String clocks, Instant first) {
    Set<FieldGroup> groups =
        Stream.of(asked.split(" "))
            .map(key -> FieldGroup.ofKey(key).orElseThrow())
            .collect(Collectors.toSet());
    PolicyPack.Row row = ShippedPacks.pack("treaty").row("budapest-giving-effect").orElseThrow();
    at("receipt", "2026-12-01T08:00:00Z").at("service", "2026-12-01T08:00:00Z");
    Asking.says(row, groups).forEach(event -> at(event, "2026-12-01T08:00:00Z"));
    assertThat(names("treaty", "budapest-giving-effect")).containsExactly(clocks.split(" "));
    assertThat(clocks("treaty", "budapest-giving-effect").getFirst().due()).isEqualTo(first);
    at("answered", "2026-12-20T08:00:00Z");
    assertThat(clocks("treaty", "budapest-giving-effect"))
        .extracting(Clocks.Computed::state)
        .containsOnly(Clocks.State.ENDED);
  }

  @Test
  void whatNoClockDependsOnIsNotSaidByAsking() {
    Set<FieldGroup> asked = Set.of(FieldGroup.SUBSCRIBER, FieldGroup.SESSIONS);
    for (PolicyPack pack : ShippedPacks.all()) {
      for (PolicyPack.Row row : pack.rows()) {
        assertThat(Asking.says(row, asked).isEmpty())
            .as(pack.pack() + " " + pack.version() + " " + row.kind())
            .isEqualTo(
                !row.kind().equals("budapest-giving-effect")
                    || pack.version().compareTo("2026.3") < 0);
      }
    }
    PolicyPack.Row effect = ShippedPacks.pack("treaty").row("budapest-giving-effect").orElseThrow();
    assertThat(Asking.isSaid(effect, "traffic-alone")).as("nobody types it").isTrue();
    assertThat(Asking.isSaid(effect, "answered")).isFalse();
  }
}
