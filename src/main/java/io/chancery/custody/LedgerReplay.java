package io.chancery.custody;

import io.chancery.proof.CompactRange;
import io.chancery.proof.EntryFacts;
import io.chancery.proof.Findings;
import io.chancery.proof.InvalidProofException;
import io.chancery.proof.LedgerExport;
import io.chancery.proof.Merkle;
import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.VerifierKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Verifies the stored ledger and hands out what held. */
final class LedgerReplay {
  private static final int PAGE = 1024;

  private final LedgerReads reads;
  private final EntryCodec codec;
  private final VerifierKey key;

  LedgerReplay(LedgerReads reads, EntryCodec codec, VerifierKey key) {
    this.reads = reads;
    this.codec = codec;
    this.key = key;
  }

  Findings run(List<SignedCheckpoint> kept, Consumer<LedgerEntry> replay) throws IOException {
    Optional<SignedCheckpoint> head = reads.latestCheckpoint();
    if (head.isEmpty()) {
      Findings findings = new Findings();
      findings.wrong("checkpoint", null, "no checkpoint was signed yet");
      return findings;
    }
    Findings findings =
        LedgerExport.verify(reads.asSource(head.get()), key, kept, (index, bytes, leaf) -> {});
    long good = findings.firstBadIndex().orElse(findings.good() ? head.get().size() : 0);
    replay(head.get(), good, replay, findings);
    long waiting = reads.read(EntryRows::waiting);
    if (waiting > 0) {
      findings.unchecked("waiting", waiting + " entries wait for the sequencer.");
    }
    return findings;
  }

  private void replay(
      SignedCheckpoint head, long good, Consumer<LedgerEntry> replay, Findings findings) {
    // The rows are read once more with their columns; that they are the same bytes, the root says.
    CompactRange tree = new CompactRange();
    for (long first = 0; first < good; first += PAGE) {
      long from = first;
      int count = (int) Math.min(PAGE, good - first);
      for (LedgerEntry entry :
          reads.read(connection -> EntryRows.at(connection, codec, from, count))) {
        tree.append(Merkle.leafHash(entry.bytes()));
        compareColumns(entry, findings);
        replay.accept(entry);
      }
    }
    boolean whole = good == head.size();
    if (whole && !Arrays.equals(tree.root(), head.checkpoint().root().bytes())) {
      findings.wrong("replay", null, "the rows changed while they were read");
    }
  }

  /** Columns are for finding; what counts is in the bytes. A row whose columns lie is named. */
  private static void compareColumns(LedgerEntry entry, Findings findings) {
    long seq = Objects.requireNonNull(entry.seq());
    try {
      EntryFacts facts = EntryFacts.parse(entry.bytes());
      boolean same =
          facts.n() == entry.n()
              && facts.at().equals(entry.at())
              && (facts.caseReference() == null) == (entry.caseId() == null);
      if (!same) {
        findings.wrongEntry(
            "columns", seq, "its row's case, number or time differs from its bytes");
      }
    } catch (InvalidProofException e) {
      findings.wrongEntry("entry-unreadable", seq, "this is no entry of this kind of ledger");
    }
  }
}
