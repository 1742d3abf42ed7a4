package io.chancery.proof;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The custody part of a package: {@code sequence.csv} names every entry of the case, {@code
 * events.jsonl} holds the disclosed ones, {@code proofs/} leads each of these to the checkpoint.
 */
final class CustodyExtract {
  static final String EVENTS = "custody/events.jsonl";
  static final String SEQUENCE = "custody/sequence.csv";
  private static final String HEADER = "n,leafHash,disclosure";
  private static final Pattern ROW =
      Pattern.compile("([1-9]\\d{0,17}),([0-9a-f]{64}),(DISCLOSED|INTERNAL)");

  private record Row(Sha256 leaf, boolean disclosed) {}

  private final Path root;
  private final SignedCheckpoint checkpoint;
  private final Findings findings;
  private final TreeMap<Long, Row> sequence = new TreeMap<>();
  private final TreeMap<Long, EntryFacts> events = new TreeMap<>();
  private long lastIndex = -1;

  private CustodyExtract(Path root, SignedCheckpoint checkpoint, Findings findings) {
    this.root = root;
    this.checkpoint = checkpoint;
    this.findings = findings;
  }

  /** Reads and checks; null when the files are missing or unreadable. */
  static @Nullable CustodyExtract read(Path root, SignedCheckpoint checkpoint, Findings findings)
      throws IOException {
    CustodyExtract extract = new CustodyExtract(root, checkpoint, findings);
    int before = findings.wrongs().size();
    if (!extract.readSequence() || !extract.readEvents()) {
      return null;
    }
    extract.checkChain();
    extract.checkScopes();
    if (findings.wrongs().size() == before) {
      extract.report();
    }
    return extract;
  }

  /** The last disclosed entry of an event; null when there is none. */
  @Nullable EntryFacts last(String event) {
    return events.descendingMap().values().stream()
        .filter(facts -> facts.event().equals(event))
        .findFirst()
        .orElse(null);
  }

  /** The case that the entries are about. */
  String reference() {
    return String.valueOf(events.firstEntry().getValue().caseReference());
  }

  private boolean readSequence() throws IOException {
    byte[] bytes = TagFiles.bytes(root, SEQUENCE);
    if (bytes == null) {
      findings.wrong("sequence", SEQUENCE, "is missing");
      return false;
    }
    List<String> lines =
        new ArrayList<>(Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\\r?\\n")));
    if (!lines.remove(0).equals(HEADER)) {
      findings.wrong("sequence", SEQUENCE, "does not begin with " + HEADER);
      return false;
    }
    for (String line : lines) {
      Matcher matcher = ROW.matcher(line);
      long expected = sequence.size() + 1L;
      if (!matcher.matches() || Long.parseLong(matcher.group(1)) != expected) {
        findings.wrong(
            "sequence", SEQUENCE, "is not numbered without a gap at line " + (expected + 1));
        return false;
      }
      sequence.put(
          expected, new Row(new Sha256(matcher.group(2)), matcher.group(3).equals("DISCLOSED")));
    }
    return true;
  }

  private boolean readEvents() throws IOException {
    byte[] bytes = TagFiles.bytes(root, EVENTS);
    if (bytes == null || bytes.length == 0) {
      findings.wrong("events", EVENTS, "is missing or empty");
      return false;
    }
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        takeEvent(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      takeEvent(Arrays.copyOfRange(bytes, start, bytes.length));
    }
    return !events.isEmpty();
  }

  private void takeEvent(byte[] bytes) throws IOException {
    EntryFacts facts;
    try {
      facts = EntryFacts.parse(bytes);
    } catch (InvalidProofException e) {
      findings.wrong("events", EVENTS, "line " + (events.size() + 1) + ": " + e.getMessage());
      return;
    }
    long n = facts.n();
    Row row = sequence.get(n);
    if (row == null || !row.leaf().equals(Sha256.of(Merkle.leafHash(bytes)))) {
      findings.wrong("entry", EVENTS, "entry " + n + " is not the one that " + SEQUENCE + " names");
      return;
    }
    if (!row.disclosed() || events.putIfAbsent(n, facts) != null) {
      findings.wrong("entry", EVENTS, "entry " + n + " is there twice, or should not be there");
      return;
    }
    checkProof(n, row.leaf());
  }

  private void checkProof(long n, Sha256 leaf) throws IOException {
    String name = "custody/proofs/" + n + ".tlog-proof";
    byte[] bytes = TagFiles.bytes(root, name);
    if (bytes == null) {
      findings.wrong("proof", name, "is missing");
      return;
    }
    try {
      TlogProof proof = TlogProof.parse(bytes);
      proof.verify(leaf.bytes());
      if (!Arrays.equals(proof.checkpoint(), checkpoint.bytes())) {
        findings.wrong("proof", name, "ends in another checkpoint than " + PackageCheck.CHECKPOINT);
      } else if (proof.index() <= lastIndex) {
        findings.wrong("proof", name, "stands in the ledger before an earlier entry of the case");
      }
      lastIndex = proof.index();
    } catch (InvalidProofException e) {
      findings.wrong("proof", name, String.valueOf(e.getMessage()));
    }
  }

  private void checkChain() throws IOException {
    String reference = reference();
    for (long n : sequence.keySet()) {
      EntryFacts facts = events.get(n);
      Row row = sequence.get(n);
      Row before = sequence.get(n - 1);
      if (facts == null) {
        if (row != null && row.disclosed()) {
          findings.wrong("entry", EVENTS, "entry " + n + " is missing");
        }
        continue;
      }
      Sha256 previous = facts.previousLeaf();
      boolean follows = before == null ? previous == null : before.leaf().equals(previous);
      if (!follows) {
        findings.wrong("case-sequence", EVENTS, "entry " + n + " does not follow entry " + (n - 1));
      }
      if (!reference.equals(facts.caseReference())) {
        findings.wrong("case", EVENTS, "entry " + n + " is about another case");
      }
    }
    Path proofs = root.resolve("custody/proofs");
    if (Files.isDirectory(proofs)) {
      try (var files = Files.list(proofs)) {
        long count = files.count();
        if (count != events.size()) {
          findings.wrong(
              "proof",
              "custody/proofs",
              "holds " + count + " files for " + events.size() + " entries");
        }
      }
    }
  }

  /** What was collected is what was approved, as far as the entries say. */
  private void checkScopes() {
    String approved = null;
    int compared = 0;
    for (EntryFacts facts : events.values()) {
      String scope = facts.object().get("scope");
      if (facts.event().equals("DecisionApproved")) {
        approved = scope;
      } else if (facts.event().equals("CollectionBegun") && approved != null) {
        compared++;
        if (!approved.equals(scope)) {
          findings.wrong(
              "digest-chain",
              EVENTS,
              "entry " + facts.n() + " collects another scope than the one approved before it");
        }
      }
    }
    if (compared == 0) {
      findings.unchecked("digest-chain", "No collection after an approval is among the entries.");
    }
  }

  private void report() {
    long internal = sequence.size() - events.size();
    findings.checked(
        "case-sequence",
        "The case's "
            + sequence.size()
            + " entries are numbered without a gap; the "
            + events.size()
            + " disclosed ones are proven under the checkpoint, one by one.");
    if (internal > 0) {
      findings.unchecked(
          "internal-entries",
          internal + " internal entries are here by number and hash only, as it should be.");
    }
  }
}
