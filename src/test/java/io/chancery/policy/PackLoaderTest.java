package io.chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong pack stops the start with the place and the remedy. */
class PackLoaderTest {
  @TempDir Path folder;
  private final Map<String, Sha256> activated = new HashMap<>();

  private static String shipped() {
    return new String(PolicyPacks.shipped("us-federal"), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unit: calendar-days | unit: days | (/rows/0/clocks/0/unit): has a value that is not allowed; use one of",
        "pack: us-federal | pakc: us-federal | lacks `pack`; add it",
        "emergency: false | emergency: maybe | has the wrong type; write",
        "calendar: us | calendar: atlantis | names no calendar of the holiday library",
        "zone: UTC | zone: Mars/Olympus | names no time zone; write UTC",
        "groups: [subscriber, sessions | groups: [subscribers, sessions | (/rows/0/tiers/0/groups/0): has a value that is not allowed",
        "kind: search-warrant | kind: serch-warrant | has no words in language en",
        "kind: court-order-2703d | kind: search-warrant | repeats a kind; remove one",
        "amount: 14 | amount: 0 | (/rows/0/clocks/0/amount): does not fit its unit",
        "unit: calendar-days | unit: no-period | gives no date at receipt; put a clock that counts first",
        "'{when: answered, does: end}' | '{when: answered, does: end, amount: 3}' | must have an amount if, and only if, it extends",
        "closed: referral | closed: whatever | has no words in language en",
        "fields: {subscriber: [id, kind | fields: {subscriber: [kind | lacks the field id, which every record has",
        "rows: | ' rows:' | is not YAML"
      })
  void problemsNamePlaceAndRemedy(String old, String wrong, String message) {
    assertThat(shipped()).contains(old);
    int at = shipped().indexOf(old);
    String text = shipped().substring(0, at) + wrong + shipped().substring(at + old.length());
    assertThatThrownBy(() -> PackLoader.load("mine.yaml", text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidPack.class)
        .hasMessageContaining("mine.yaml cannot be used")
        .hasMessageContaining(message)
        .hasMessageMatching("(?s).*line \\d+.*");
  }

  @Test
  void whatIsOnlyStoredReachesNothing() {
    int tier = shipped().indexOf("name: storage-only");
    String text =
        shipped().substring(0, tier)
            + shipped().substring(tier).replaceFirst("groups: \\[]", "groups: [subscriber]");
    assertThat(text).isNotEqualTo(shipped());
    assertThatThrownBy(() -> PackLoader.load("mine.yaml", text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidPack.class)
        .hasMessageContaining("would hand over what is only stored");
  }

  @Test
  void whatOpensWithARequestStores() {
    String text =
        shipped()
            .replaceFirst(
                "emergency: false\n", "emergency: false\n    companion: preservation-2703f\n");
    assertThat(load(text).row("search-warrant").orElseThrow().companion())
        .isEqualTo("preservation-2703f");
    assertThatThrownBy(() ->
            load(text.replace("companion: preservation-2703f", "companion: court-order-2703d")))
        .isInstanceOf(InvalidPack.class)
        .hasMessageContaining("names no kind of this pack that stores");
  }

  private static PolicyPack load(String text) {
    return PackLoader.load("mine.yaml", text.getBytes(StandardCharsets.UTF_8)).pack();
  }

  @Test
  void whatTheLawForbidsToAskForCannotBeRequired() {
    String text =
        new String(PolicyPacks.shipped("eu-e-evidence"), StandardCharsets.UTF_8)
            .replaceFirst("criminal-provisions, document", "criminal-provisions, case-summary");
    assertThatThrownBy(() -> PackLoader.load("eu.yaml", text.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("the law forbids to ask for it, remove it here");
  }

  @Test
  void anOperatorsVersionTakesOverOnItsDayAndCasesKeepTheirs() throws IOException {
    twoPeopleActivate(ours("amount: 10"));
    assertThat(at("2026-12-31T23:59:59Z").required("us-federal").version()).isEqualTo("2026.8");
    PolicyPacks later = at("2027-01-01T00:00:00Z");
    assertThat(later.required("us-federal").version()).isEqualTo("2027.1");
    assertThat(later.required("us-federal", "2026.1").version()).isEqualTo("2026.1");
    assertThat(later.digest("us-federal", "2027.1"))
        .isNotEqualTo(later.digest("us-federal", "2026.8"));
    assertThatThrownBy(() -> later.required("us-federal", "2020.1"))
        .hasMessageContaining("back into chancery.policy.folder");
  }

  @Test
  void anOperatorsVersionIsNotInForceUntilTwoPeopleActivatedIt() throws IOException {
    byte[] file = ours("amount: 10");
    PolicyPacks packs = at("2027-01-01T00:00:00Z");
    assertThat(packs.required("us-federal").version()).isEqualTo("2026.8");
    assertThatThrownBy(() -> packs.required("us-federal", "2027.1"))
        .hasMessageContaining("as two people activated it");
    twoPeopleActivate(file);
    assertThat(packs.required("us-federal").version()).as("no start needed").isEqualTo("2027.1");
  }

  @Test
  void bytesThatChangedAfterTwoPeopleActivatedThemAreNotInForce() throws IOException {
    twoPeopleActivate(ours("amount: 10"));
    assertThat(at("2027-01-01T00:00:00Z").required("us-federal").version()).isEqualTo("2027.1");
    ours("amount: 11");
    PolicyPacks changed = at("2027-01-01T00:00:00Z");
    assertThat(changed.required("us-federal").version()).isEqualTo("2026.8");
    assertThatThrownBy(() -> changed.required("us-federal", "2027.1"))
        .as("nor for a case that keeps the version")
        .hasMessageContaining("byte for byte");
  }

  @Test
  void bothPeopleReadWhichKindsChange() throws IOException {
    ours("amount: 10");
    PolicyPacks packs = at("2027-01-01T00:00:00Z");
    PolicyPack ours =
        packs
            .installed()
            .map(PolicyPacks.Installed::pack)
            .filter(pack -> pack.version().equals("2027.1"))
            .findFirst()
            .orElseThrow();
    assertThat(PolicyActivations.changed(packs.pack("us-federal"), ours))
        .isEqualTo(ours.rows().getFirst().kind());
    assertThat(PolicyActivations.changed(packs.pack("us-federal"), packs.required("us-federal")))
        .isEmpty();
  }

  @Test
  void aVersionIsNeverChangedInPlace() throws IOException {
    Files.writeString(
        folder.resolve("ours.yaml"), shipped().replaceFirst("amount: 14", "amount: 10"));
    assertThatThrownBy(() -> at("2026-12-01T00:00:00Z"))
        .hasMessageContaining("give the changed rules a new version");
  }

  /** Puts a version of 2027 into the folder. */
  private byte[] ours(String amount) throws IOException {
    String text =
        shipped()
            .replace("version: \"2026.8\"", "version: \"2027.1\"")
            .replace("effective: 2026-11-21", "effective: 2027-01-01")
            .replaceFirst("amount: 14", amount);
    Files.writeString(folder.resolve("ours.yaml"), text);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void twoPeopleActivate(byte[] file) {
    activated.put("us-federal 2027.1", PackLoader.load("ours.yaml", file).digest());
  }

  private PolicyPacks at(String moment) {
    return new PolicyPacks(
        Clock.fixed(Instant.parse(moment), ZoneOffset.UTC),
        Optional.of(folder.toString()),
        (pack, version) -> Optional.ofNullable(activated.get(pack + " " + version)));
  }
}
