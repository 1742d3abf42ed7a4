package io.chancery.proof;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a production: the bag, the custody entries and their proofs, the checkpoint, the chain
 * of digests from the decision to the payload, and the signatures beside it
 * (docs/formats/verify.md).
 */
public final class PackageCheck {
  private static final Pattern SAFE_PATH = Pattern.compile("[A-Za-z0-9._/-]+");
  private static final String MANIFEST = "manifest-sha256.txt";
  static final String CHECKPOINT = "custody/checkpoint";

  private final Path root;
  private final Anchors anchors;
  private final Findings findings;

  private PackageCheck(Path root, Anchors anchors, Findings findings) {
    this.root = root;
    this.anchors = anchors;
    this.findings = findings;
  }

  /**
   * Verifies the package whose base folder is {@code root}; of a production of several bags, this
   * one alone.
   *
   * @return what was found; never throws for what is wrong in the package
   * @throws IOException when the folder cannot be read
   */
  public static Findings verify(Path root, Anchors anchors) throws IOException {
    BagGroup bags = new BagGroup(anchors, false);
    bags.verify(root);
    return bags.finished();
  }

  /** Verifies one bag into {@code findings}; answers what it says of itself, if it can be read. */
  static BagCheck.@Nullable Bag verify(Path root, Anchors anchors, Findings findings)
      throws IOException {
    return new PackageCheck(root, anchors, findings).run();
  }

  private BagCheck.@Nullable Bag run() throws IOException {
    BagCheck.Bag bag = BagCheck.check(root, findings);
    if (bag == null) {
      return null;
    }
    checkProfile(bag);
    SignedCheckpoint checkpoint = checkCheckpoint(bag);
    if (checkpoint != null) {
      CustodyExtract extract = CustodyExtract.read(root, checkpoint, findings);
      if (extract != null) {
        checkDigests(bag, extract);
      }
    }
    new SignatureChecks(root, anchors, findings).run();
    return bag;
  }

  /** What this portal's packages promise beyond being valid bags. */
  private void checkProfile(BagCheck.Bag bag) throws IOException {
    if (!bag.version().equals("1.0") || !bag.algorithms().contains("sha256")) {
      findings.wrong("profile", "bagit.txt", "is not BagIt 1.0 with SHA-256 manifests");
    }
    if (bag.fetches()) {
      findings.wrong("profile", "fetch.txt", "a package must hold everything itself");
    }
    try (var files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = root.relativize(file).toString();
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!plain.isEmpty() && !SAFE_PATH.matcher(plain).matches()) {
          findings.wrong("profile", null, "a file name holds characters that are not allowed");
        }
      }
    }
    Set<String> known = Set.of("custody", "data", "signatures");
    try (var children = Files.list(root)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        String name = String.valueOf(child.getFileName()).replace("/", "");
        if (Files.isDirectory(child) && !known.contains(name)) {
          findings.wrong("profile", name, "is a folder that packages do not have");
        }
      }
    }
  }

  private @Nullable SignedCheckpoint checkCheckpoint(BagCheck.Bag bag) throws IOException {
    byte[] bytes = TagFiles.bytes(root, CHECKPOINT);
    if (bytes == null) {
      findings.wrong("checkpoint", CHECKPOINT, "is missing");
      return null;
    }
    SignedCheckpoint signed;
    try {
      signed = SignedCheckpoint.parse(bytes);
      VerifierKey enclosed = enclosedKey();
      VerifierKey key = anchors.key() != null ? anchors.key() : enclosed;
      if (key != null) {
        signed.verify(key);
      }
      if (anchors.key() == null) {
        findings.noAnchor(
            "checkpoint",
            "The checkpoint fits the key that lies in the package"
                + (enclosed == null ? " (none)" : "")
                + "; whose that is, only a key from elsewhere can tell (--key).");
      } else {
        findings.checked(
            "checkpoint", "The checkpoint over " + signed.size() + " entries is signed by " + key);
        if (enclosed != null && !enclosed.equals(anchors.key())) {
          findings.wrong("checkpoint", "custody/log.vkey", "is not the key that was given");
        }
      }
      checkPolicy(signed);
    } catch (InvalidProofException e) {
      findings.wrong("checkpoint", CHECKPOINT, String.valueOf(e.getMessage()));
      return null;
    }
    compareInfo(bag, "Ledger-Origin", signed.checkpoint().origin());
    compareInfo(bag, "Ledger-Checkpoint-Size", Long.toString(signed.size()));
    return signed;
  }

  private void checkPolicy(SignedCheckpoint signed) {
    if (anchors.policy() == null) {
      return;
    }
    if (anchors.policy().satisfiedBy(signed.note())) {
      findings.checked("policy", "The checkpoint bears the cosignatures that the policy asks for.");
    } else {
      findings.wrong("policy", CHECKPOINT, "lacks cosignatures that the policy asks for");
    }
  }

  private @Nullable VerifierKey enclosedKey() throws IOException {
    byte[] bytes = TagFiles.bytes(root, "custody/log.vkey");
    return bytes == null ? null : VerifierKey.parse(new String(bytes, StandardCharsets.UTF_8));
  }

  private void compareInfo(BagCheck.Bag bag, String label, String value) {
    String said = bag.first(label);
    if (said != null && !said.equals(value)) {
      findings.wrong("bag-info-ledger", "bag-info.txt", label + " is not " + value);
    }
  }

  private void checkDigests(BagCheck.Bag bag, CustodyExtract extract) throws IOException {
    EntryFacts sealed = extract.last("PayloadSealed");
    if (sealed == null) {
      findings.wrong("payload-entry", CustodyExtract.EVENTS, "holds no PayloadSealed");
      return;
    }
    byte[] manifest = Objects.requireNonNull(TagFiles.bytes(root, MANIFEST));
    boolean same =
        Sha256.hash(manifest).hex().equals(sealed.object().get("manifest"))
            && Long.toString(bag.payloadFiles()).equals(sealed.object().get("files"))
            && Long.toString(bag.payloadBytes()).equals(sealed.object().get("bytes"));
    if (same) {
      findings.checked(
          "payload-entry",
          "The payload manifest is the one that entry " + sealed.n() + " of the case recorded.");
    } else {
      findings.wrong(
          "payload-entry",
          MANIFEST,
          "is not the one that entry " + sealed.n() + " recorded (digest, files or bytes differ)");
    }
    String identifier = bag.first("External-Identifier");
    String reference = extract.reference();
    if (identifier != null && !Arrays.asList(identifier.split("/")).contains(reference)) {
      findings.wrong("case", "bag-info.txt", "names another case than the entries, " + reference);
    }
  }
}
