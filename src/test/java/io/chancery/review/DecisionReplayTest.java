package io.chancery.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.casework.HandOffs;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import io.chancery.policy.Clocks;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import io.chancery.proof.Findings;
import io.chancery.proof.LedgerFolder;
import io.chancery.proof.TestSigner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stranger gets the same outcome from the same inputs, and is told where it differs. */
class DecisionReplayTest {
  private static final Period YEAR =
      new Period(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z"));
  private static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir Path folder;

  @Test
  void theSameInputsAndThePackGiveTheSameOutcome() throws IOException {
    Findings findings = ReplayCheck.run(bytes(), pack(), null, null);
    assertThat(findings.wrongs()).isEmpty();
    assertThat(findings.all())
        .extracting(f -> f.code())
        .containsExactly("pack", "outcome", "ledger");
    DecisionInputs inputs = HandOffs.read(bytes(), DecisionInputs.class);
    assertThat(HandOffs.canonical(inputs)).as("canonical").isEqualTo(bytes());
    assertThat(inputs.result().items())
        .extracting(i -> i.outcome() + " " + i.fields())
        .containsExactly("NARROW [createdAt, id, username]", "DENY null");
    assertThat(inputs.result().deadlines())
        .containsExactly(Map.entry("production", "2026-12-12T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"username\",\"createdAt\"] | [\"username\",\"profileText\"] | item 1 (subscriber): outcome was NARROW",
        "\"issuer\":\"federal-grand-jury\" | \"issuer\":\"federal-agency\" | item 1 (subscriber): reach was",
        "\"reason\":\"beyond-instrument\" | \"reason\":\"made-up\" | item 2 (posts): outcome was DENY, is DENY refused (reason_unknown)",
        "\"given\":\"2026-12-12 | \"given\":\"2026-12-31 | clock production: ends was 2026-12-12"
      })
  void aChangedInputIsNamed(String old, String wrong, String finding) throws IOException {
    String text = new String(bytes(), StandardCharsets.UTF_8);
    assertThat(text).contains(old);
    int at = text.indexOf(old);
    String changed = text.substring(0, at) + wrong + text.substring(at + old.length());
    Findings findings =
        ReplayCheck.run(changed.getBytes(StandardCharsets.UTF_8), pack(), null, null);
    assertThat(findings.exitCode()).isEqualTo(Findings.EXIT_WRONG);
    assertThat(findings.wrongs()).anyMatch(f -> f.text().startsWith(finding));
  }

  @Test
  void aChangedByteOfThePackIsNamedEvenWhereTheOutcomeStays() throws IOException {
    byte[] changed =
        (new String(pack(), StandardCharsets.UTF_8) + "# one more line\n")
            .getBytes(StandardCharsets.UTF_8);
    Findings findings = ReplayCheck.run(bytes(), changed, null, null);
    assertThat(findings.wrongs()).extracting(f -> f.code()).containsExactly("pack");
  }

  @Test
  void whatIsNoPackOrNoInputsIsSaid() {
    assertThatThrownBy(
            () -> ReplayCheck.run(bytes(), "rows: 1".getBytes(StandardCharsets.UTF_8), null, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("line 1");
    assertThatThrownBy(
            () -> ReplayCheck.run("{}".getBytes(StandardCharsets.UTF_8), pack(), null, null))
        .isInstanceOfAny(UncheckedIOException.class, NullPointerException.class);
  }

  @Test
  void anEntryOfTheLedgerBindsTheInputs() throws IOException {
    TestSigner log = new TestSigner("log.example/replay");
    LedgerFolder ledger = new LedgerFolder(folder, log);
    ledger.write(List.of(entry(Sha256.hash(bytes()).hex())));
    Findings bound = ReplayCheck.run(bytes(), pack(), folder, log.key());
    assertThat(bound.wrongs()).isEmpty();
    assertThat(bound.exitCode()).isEqualTo(Findings.EXIT_GOOD);
    ledger.write(List.of(entry(Sha256.hash("others").hex())));
    assertThat(ReplayCheck.run(bytes(), pack(), folder, log.key()).wrongs())
        .extracting(f -> f.code())
        .containsExactly("inputs");
  }

  @Test
  void anotherVersionOfTheRulesNamesTheItemAndWhy() {
    DecisionInputs inputs = HandOffs.read(bytes(), DecisionInputs.class);
    assertThat(DecisionComparison.differences(inputs, read(pack()))).isEmpty();
    PolicyPack older = read(shipped("us-federal-2026.5"));
    assertThat(DecisionComparison.differences(inputs, older))
        .anyMatch(d -> d.startsWith("item 1 (subscriber): reach was"))
        .anyMatch(d -> d.contains("NARROW refused (beyond_reach_fields, reason_unknown)"));
    String changed =
        new String(pack(), StandardCharsets.UTF_8)
            .replace("issuers: [federal-grand-jury]", "issuers: [federal-agency]");
    assertThat(
            DecisionComparison.differences(inputs, read(changed.getBytes(StandardCharsets.UTF_8))))
        .anyMatch(d -> d.endsWith("is nothing"))
        .anyMatch(d -> d.contains("beyond_reach"));
    assertThat(DecisionComparison.differences(inputs, read(shipped("dsa"))))
        .containsExactly("the version does not know its kind");
  }

  private static byte[] entry(String digest) {
    return ("{\"v\":1,\"event\":\"DecisionInputsRecorded\",\"salt\":\"AAAA\",\"at\":\"2026-11-22T12:00:00.000Z\","
            + "\"case\":\"LER-2026-000001\",\"n\":1,\"object\":{\"decision\":\"decision-1\",\"inputs\":\""
            + digest
            + "\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes() {
    DecisionQuestion asked =
        new DecisionQuestion(
            "subpoena-grand-jury",
            "federal-grand-jury",
            new TreeSet<>(),
            List.of(
                new DecisionQuestion.Item(1, 1, FieldGroup.SUBSCRIBER, YEAR),
                new DecisionQuestion.Item(2, 1, FieldGroup.POSTS, YEAR)),
            Map.of(
                "subscriber", List.of("id", "createdAt", "username", "profileText"),
                "posts", List.of("id", "createdAt", "text")));
    List<DecisionInputs.Answer> answers =
        List.of(
            new DecisionInputs.Answer(
                1,
                "NARROW",
                "fields-beyond-instrument",
                true,
                null,
                null,
                List.of("username", "createdAt")),
            new DecisionInputs.Answer(2, "DENY", "beyond-instrument", true, null, null, null));
    List<Clocks.Event> happened =
        List.of(new Clocks.Event("receipt", RECEIVED, Instant.parse("2026-12-12T00:00:00Z")));
    return HandOffs.canonical(
        new DecisionInputs(
            DecisionInputs.FORMAT,
            "LER-2026-000001",
            "decision-1",
            "us-federal",
            "2026.8",
            PolicyPacks.read("pack", pack()).digest(),
            happened,
            asked,
            answers,
            DecisionReplay.run(asked, answers, happened, read(pack()))));
  }

  private static PolicyPack read(byte[] file) {
    return PolicyPacks.read("pack", file).pack();
  }

  private static byte[] pack() {
    return shipped("us-federal");
  }

  private static byte[] shipped(String name) {
    try (InputStream in = PolicyPacks.class.getResourceAsStream("/policy/" + name + ".yaml")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
