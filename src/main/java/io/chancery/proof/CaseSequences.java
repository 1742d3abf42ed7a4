package io.chancery.proof;

import io.chancery.kernel.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks, entry by entry in the order of the tree, that each case is numbered without a gap, that
 * each entry names the leaf before it, and that no entry is dated long before those that already
 * stood there.
 */
final class CaseSequences {
  /** A transaction may commit late, and replicas' clocks differ; by more than this they do not. */
  static final Duration LATE = Duration.ofMinutes(15);

  private record Last(long index, long n, Sha256 leaf, Instant at) {}

  private final Findings findings;
  private final Map<String, Last> cases = new HashMap<>();
  private long entries;
  private long foreign;
  private @Nullable Instant newest;

  CaseSequences(Findings findings) {
    this.findings = findings;
  }

  /** Takes the entry at {@code index}. */
  void accept(long index, byte[] bytes, byte[] leafHash) {
    EntryFacts facts;
    try {
      facts = EntryFacts.parse(bytes);
    } catch (InvalidProofException e) {
      foreign++;
      if (entries > 0) {
        findings.wrongEntry("entry-unreadable", index, "this is no entry of this kind of ledger");
      }
      return;
    }
    if (entries == 0 && foreign > 0) {
      findings.wrongEntry("entry-unreadable", 0, "this is no entry of this kind of ledger");
    }
    entries++;
    if (newest != null && facts.at().isBefore(newest.minus(LATE))) {
      findings.wrongEntry(
          "back-dated",
          index,
          "dated " + facts.at() + ", but stands after an entry of " + newest + ": back-dated");
    }
    if (newest == null || facts.at().isAfter(newest)) {
      newest = facts.at();
    }
    String reference = facts.caseReference();
    if (reference != null) {
      follow(index, reference, facts, Sha256.of(leafHash));
    } else if (facts.n() != 0 || facts.previousLeaf() != null) {
      findings.wrongEntry("case-sequence", index, "is numbered, but names no case");
    }
  }

  /** Says what was checked over all entries. */
  void finish() {
    if (entries == 0 && foreign > 0) {
      findings.unchecked(
          "case-sequences",
          "The entries are not of this portal's kind, so no case's sequence was checked.");
    } else if (foreign == 0 && findings.wrongs().stream().noneMatch(CaseSequences::isOurs)) {
      findings.checked(
          "case-sequences",
          "Each of "
              + cases.size()
              + " cases is numbered without a gap, and each entry names the one before it.");
    }
  }

  private static boolean isOurs(Findings.Finding finding) {
    return finding.code().equals("case-sequence") || finding.code().equals("back-dated");
  }

  private void follow(long index, String reference, EntryFacts facts, Sha256 leaf) {
    Last last = cases.get(reference);
    long expected = last == null ? 1 : last.n() + 1;
    Sha256 before = last == null ? null : last.leaf();
    if (facts.n() != expected) {
      findings.wrongEntry(
          "case-sequence",
          index,
          "case " + reference + " goes on with number " + facts.n() + " instead of " + expected);
    } else if (before == null
        ? facts.previousLeaf() != null
        : !before.equals(facts.previousLeaf())) {
      // The entry before is the likelier one to have been touched: this one still names it.
      findings.wrongEntry(
          "case-sequence",
          last == null ? index : last.index(),
          "case "
              + reference
              + ": entry number "
              + facts.n()
              + " (index "
              + index
              + ") was appended to another entry before it than the one that stands here");
    } else if (last != null && facts.at().isBefore(last.at())) {
      findings.wrongEntry(
          "back-dated", index, "case " + reference + ": dated before the entry before it");
    }
    cases.put(reference, new Last(index, facts.n(), leaf, facts.at()));
  }
}
