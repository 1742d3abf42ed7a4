package io.chancery.review;

import io.chancery.casework.HandOffs;
import io.chancery.kernel.Sha256;
import io.chancery.policy.PolicyPacks;
import io.chancery.proof.EntryFacts;
import io.chancery.proof.Findings;
import io.chancery.proof.InvalidProofException;
import io.chancery.proof.LedgerExport;
import io.chancery.proof.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes a decision from what an auditor took out of the portal, with neither portal nor
 * database: docs/formats/verify.md.
 */
public final class ReplayCheck {
  private final Findings findings = new Findings();

  private ReplayCheck() {}

  /**
   * Checks a decision.
   *
   * @param inputs the bytes of {@code decision/inputs}
   * @param pack the bytes of the pack's file
   * @param ledger folder of a ledger export that should name the inputs; null for none
   * @param key of the log; null checks no signature
   * @throws IllegalStateException when the pack's file is no pack; the message has line and remedy
   * @throws UncheckedIOException when the inputs are none
   */
  public static Findings run(
      byte[] inputs, byte[] pack, @Nullable Path ledger, @Nullable VerifierKey key)
      throws IOException {
    ReplayCheck check = new ReplayCheck();
    check.replay(HandOffs.read(inputs, DecisionInputs.class), pack);
    if (ledger == null) {
      check.findings.unchecked(
          "ledger", "No ledger was given: whether these are the inputs of the case is not known.");
    } else {
      check.bound(inputs, ledger, key);
    }
    return check.findings;
  }

  private void replay(DecisionInputs inputs, byte[] file) {
    PolicyPacks.Read read = PolicyPacks.read("pack", file);
    if (!read.digest().equals(inputs.pack())) {
      findings.wrong(
          "pack",
          "pack",
          "has the SHA-256 " + read.digest() + ", but the decision followed from " + inputs.pack());
    } else {
      findings.checked("pack", "The pack's file is the one that the decision followed from.");
    }
    List<String> differences = DecisionComparison.differences(inputs, read.pack());
    differences.forEach(difference -> findings.wrong("outcome", inputs.reference(), difference));
    if (differences.isEmpty()) {
      findings.checked(
          "outcome",
          "The rules make the same of the inputs: "
              + inputs.question().items().size()
              + " items, "
              + inputs.result().deadlines().size()
              + " clocks.");
    }
  }

  private void bound(byte[] bytes, Path ledger, @Nullable VerifierKey key) throws IOException {
    DecisionInputs inputs = HandOffs.read(bytes, DecisionInputs.class);
    String digest = Sha256.hash(bytes).hex();
    long[] found = {-1};
    findings.addAll(
        LedgerExport.verify(
            ledger,
            key,
            List.of(),
            (index, entry, leafHash) -> {
              if (names(entry, inputs, digest)) {
                found[0] = index;
              }
            }));
    if (found[0] < 0) {
      findings.wrong(
          "inputs", inputs.reference(), "no entry names inputs with the SHA-256 " + digest);
    } else {
      findings.checked("inputs", "Entry " + found[0] + " names exactly these inputs.");
    }
  }

  private static boolean names(byte[] entry, DecisionInputs inputs, String digest) {
    try {
      EntryFacts facts = EntryFacts.parse(entry);
      return facts.event().equals("DecisionInputsRecorded")
          && inputs.reference().equals(facts.caseReference())
          && inputs.decision().equals(facts.object().get("decision"))
          && digest.equals(facts.object().get("inputs"));
    } catch (InvalidProofException e) {
      // The export's own check names an entry that cannot be read.
      return false;
    }
  }
}
