package io.chancery.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.chancery.Chromium;
import io.chancery.kernel.Sha256;
import io.chancery.keys.KeysForTests;
import io.chancery.keys.Signer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCheckTest {
  private static final String SCOPE = Sha256.hash("scope").hex();
  private static final Set<Integer> INTERNAL = Set.of(2, 4);

  @TempDir Path folder;

  private final TestSigner log = new TestSigner("log.example/package");
  private final TestSigner witness = new TestSigner("witness.example");
  private KeysForTests keys;
  private Path root;

  @BeforeEach
  void make() throws IOException {
    keys = new KeysForTests(folder.resolve("keys"));
    root = folder.resolve("LER-2026-000001-P1");
    write(SCOPE);
  }

  @Test
  void aGoodPackageHolds() throws IOException {
    Findings findings = PackageCheck.verify(root, anchors());
    assertThat(findings.wrongs()).isEmpty();
    assertThat(findings.exitCode()).isEqualTo(Findings.EXIT_GOOD);
    assertThat(findings.all())
        .filteredOn(finding -> finding.kind() == Findings.Kind.CHECKED)
        .extracting(Findings.Finding::code)
        .contains(
            "bag",
            "checkpoint",
            "policy",
            "case-sequence",
            "payload-entry",
            "signature",
            "openpgp",
            "time-stamp");
  }

  @Test
  void ofSeveralBagsNoneMayBeMissingOrThereTwice() throws IOException {
    Path first = bag("1 of 2", "LER-2026-000001-P1.1of2");
    Path second = bag("2 of 2", "LER-2026-000001-P1.2of2");
    Path first3 = bag("1 of 3", "LER-2026-000001-P1.1of3");
    assertThat(run(first, second)).startsWith("0 ").contains("All 2 bags of LER-2026-000001/P1");
    assertThat(run(second)).startsWith("1 ").contains("bag 1 of 2 of LER-2026-000001/P1 was not");
    assertThat(run(first, first)).startsWith("1 ").contains("given twice").contains("bag 2 of 2");
    assertThat(run(first3, second)).startsWith("1 ").contains("not of one production");
    assertThat(run(bag("3 of 2", "wrong"))).startsWith("1 ").contains("which bag of how many");
    byte[] changed = Files.readAllBytes(second.resolve("data/one.txt"));
    changed[0] ^= 1;
    Files.write(second.resolve("data/one.txt"), changed);
    assertThat(run(first, second))
        .startsWith("1 ")
        .contains("LER-2026-000001-P1.2of2/data/one.txt");
  }

  private Path bag(String count, String name) throws IOException {
    write(SCOPE);
    Files.writeString(
        root.resolve("bag-info.txt"),
        Files.readString(root.resolve("bag-info.txt")) + "Bag-Count: " + count + "\n");
    manifests();
    // What was signed is another manifest now; the signatures have a test of their own.
    for (String kind : List.of("p7s", "asc", "tsr")) {
      Files.delete(root.resolve("signatures/tagmanifest-sha256.txt." + kind));
    }
    return Files.move(root, folder.resolve(name));
  }

  private String run(Path... bags) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> args = new ArrayList<>(List.of("package", "--key", log.key().toString()));
    for (Path bag : bags) {
      args.add(bag.toString());
    }
    int exit =
        Verify.run(
            args.toArray(String[]::new), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return exit + " " + bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void withoutAnchorsItSaysWhatItCouldNotCheck() throws IOException {
    Findings findings =
        PackageCheck.verify(root, new Anchors(null, null, List.of(), List.of(), List.of()));
    assertThat(findings.exitCode()).isEqualTo(Findings.EXIT_NO_ANCHOR);
    assertThat(findings.verdict()).contains("signer was not checked");
  }

  @Test
  void theCommandOpensFolderAndOuterFolder() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String[] args = {"package", folder.toString(), "--key", log.key().toString()};
    Path alone = Files.createDirectory(folder.resolve("alone"));
    Files.move(root, alone.resolve("LER-2026-000001-P1"));
    args[1] = alone.toString();
    int exit = Verify.run(args, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(exit).as(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(Findings.EXIT_GOOD);
  }

  @Test
  void everyChangedFileIsNoticed() throws IOException {
    List<Path> files;
    try (var all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).map(root::relativize).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(12);
    for (Path file : files) {
      write(SCOPE);
      byte[] bytes = Files.readAllBytes(root.resolve(file));
      bytes[bytes.length / 2] ^= 1;
      Files.write(root.resolve(file), bytes);
      assertThat(PackageCheck.verify(root, anchors()).exitCode())
          .as(file.toString())
          .isEqualTo(Findings.EXIT_WRONG);
    }
  }

  @Test
  void theOfflinePageNoticesEveryChangedFileToo() throws IOException {
    List<Path> files;
    try (var all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).map(root::relativize).sorted().toList();
    }
    try (Chromium chromium = Chromium.launch("http://localhost")) {
      Page page = chromium.anonymous();
      page.navigate(
          Path.of("docs/verify/chancery-verify.html").toAbsolutePath().toUri().toString());
      assertThat(offline(page, "")).startsWith("Everything that was checked holds.");
      assertThat(page.locator("#findings").textContent())
          .contains("the key came with the package", "[not checked] custody/checkpoint.tsr");
      assertThat(offline(page, log.key().toString())).startsWith("Everything");
      assertThat(page.locator("#findings").textContent())
          .contains("is signed by " + log.key().name(), "5 disclosed entries of 7")
          .doesNotContain("the key came with the package");
      assertThat(offline(page, new TestSigner(log.key().name()).key().toString()))
          .startsWith("NOT INTACT");
      for (Path file : files) {
        write(SCOPE);
        byte[] bytes = Files.readAllBytes(root.resolve(file));
        bytes[bytes.length / 2] ^= 1;
        Files.write(root.resolve(file), bytes);
        // Signatures over the tag manifest are not this page's to check.
        assertThat(offline(page, log.key().toString()))
            .as(file.toString())
            .startsWith(file.startsWith("signatures") ? "Everything" : "NOT INTACT");
      }
      write(SCOPE);
      swapProofs();
      manifests();
      assertThat(offline(page, "")).startsWith("NOT INTACT");
      write(SCOPE);
      drop(3);
      manifests();
      assertThat(offline(page, "")).startsWith("NOT INTACT");
    }
  }

  /** The page's verdict over a ZIP of the package. */
  private String offline(Page page, String key) throws IOException {
    Path zip = folder.resolve("package.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        var all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry("package/" + root.relativize(file)));
        out.write(Files.readAllBytes(file));
        out.closeEntry();
      }
    }
    page.evaluate("document.getElementById('verdict').textContent = ''");
    page.locator("#key").fill(key);
    page.locator("#zip").setInputFiles(zip);
    page.locator("#verdict:text-matches('holds|INTACT')").waitFor();
    String verdict = page.locator("#verdict").textContent();
    page.locator("#zip").setInputFiles(new Path[0]);
    return verdict;
  }

  @Test
  void whatIsWrongInsideAValidBagIsNamed() throws IOException {
    expect("case-sequence", () -> drop(3), "entry");
    expect("digest-chain", () -> write(Sha256.hash("another").hex()), "digest-chain");
    expect("proof", () -> swapProofs(), "proof");
    expect("sequence", () -> replace("custody/sequence.csv", "\n3,", "\n5,"), "sequence");
    expect("payload", () -> put("data/more.txt", "more"), "payload-entry");
    expect("case", () -> replace("bag-info.txt", "LER-2026-000001", "LER-2026-000009"), "case");
    expect("info", () -> replace("bag-info.txt", "Size: 14", "Size: 15"), "bag-info-ledger");
    expect("fetch", () -> put("fetch.txt", "http://x.example/ - data/one.txt\n"), "profile");
    expect("key", () -> put("custody/log.vkey", witness.key().toString()), "checkpoint");
  }

  @Test
  void anUnsignedOrStrangeSignerIsNoticed() throws IOException {
    KeysForTests strangers = new KeysForTests(folder.resolve("strangers"));
    Path signature = root.resolve("signatures/tagmanifest-sha256.txt.p7s");
    byte[] tags = Files.readAllBytes(root.resolve("tagmanifest-sha256.txt"));
    Files.write(signature, strangers.signer().cms(tags));
    assertThat(codes(anchors())).contains("signature");
    WitnessPolicy two =
        WitnessPolicy.parse(
            "witness a "
                + cosigner()
                + "\nwitness b "
                + VerifierKey.cosignature("other.example", log.raw())
                + "\ngroup g 2 a b\nquorum g");
    Anchors strict = new Anchors(log.key(), two, List.of(), List.of(), List.of());
    assertThat(codes(strict)).contains("policy");
  }

  private interface Change {
    void happen() throws IOException;
  }

  private void expect(String what, Change change, String code) throws IOException {
    write(SCOPE);
    change.happen();
    manifests();
    assertThat(codes(new Anchors(log.key(), null, List.of(), List.of(), List.of())))
        .as(what)
        .contains(code);
  }

  private List<String> codes(Anchors anchors) throws IOException {
    return PackageCheck.verify(root, anchors).wrongs().stream()
        .map(Findings.Finding::code)
        .toList();
  }

  private VerifierKey cosigner() {
    return VerifierKey.cosignature("witness.example", witness.raw());
  }

  private Anchors anchors() throws IOException {
    WitnessPolicy policy =
        WitnessPolicy.parse(
            "# one of one\nlog " + log.key() + "\nwitness w " + cosigner() + "\nquorum w\n");
    String time = keys.timeStamps().embeddedRootPem();
    return new Anchors(
        log.key(),
        policy,
        List.of(keys.signer().chain().getLast()),
        CertificateChains.read(time.getBytes(StandardCharsets.UTF_8)),
        DetachedOpenPgp.keys(keys.openPgpSigner().publicKey().getBytes(StandardCharsets.US_ASCII)));
  }

  private void drop(int n) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(root.resolve("custody/events.jsonl")));
    lines.removeIf(line -> line.contains("\"n\":" + n + ","));
    put("custody/events.jsonl", String.join("\n", lines) + "\n");
  }

  private void swapProofs() throws IOException {
    Path one = root.resolve("custody/proofs/1.tlog-proof");
    Path three = root.resolve("custody/proofs/3.tlog-proof");
    byte[] kept = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(three));
    Files.write(three, kept);
  }

  private void replace(String path, String from, String to) throws IOException {
    put(path, Files.readString(root.resolve(path)).replace(from, to));
  }

  /** A package of one case with seven entries, each second one of the ledger. */
  private void write(String collected) throws IOException {
    if (Files.exists(root)) {
      try (var all = Files.walk(root)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    put("data/one.txt", "one\n");
    put("data/accounts/1/records/posts.jsonl", "{}\n");
    String manifest = manifest();
    List<byte[]> ledger = new ArrayList<>();
    TreeMap<Integer, byte[]> entries = new TreeMap<>();
    List<String> objects =
        List.of(
            "RequestSubmitted|\"kind\":\"search-warrant\"",
            "CaseViewed|\"page\":\"x\"",
            "DecisionApproved|\"scope\":\"" + SCOPE + "\"",
            "CaseViewed|\"page\":\"y\"",
            "CollectionBegun|\"scope\":\"" + collected + "\"",
            "CollectionFinished|\"rows\":1",
            "PayloadSealed|\"manifest\":\"" + Sha256.hash(manifest) + "\",\"files\":2,\"bytes\":7");
    byte[] before = null;
    for (int n = 1; n <= objects.size(); n++) {
      String[] parts = objects.get(n - 1).split("\\|");
      String previous =
          before == null ? "" : "\"prevLeaf\":\"" + Sha256.of(Merkle.leafHash(before)) + "\",";
      before =
          ("{\"v\":1,\"event\":\"%s\",\"at\":\"2026-11-20T12:00:0%d.000Z\","
                  + "\"case\":\"LER-2026-000001\",\"n\":%d,%s\"object\":{%s}}")
              .formatted(parts[0], n, n, previous, parts[1])
              .getBytes(StandardCharsets.UTF_8);
      entries.put(n, before);
      ledger.add(before);
      ledger.add("another case's".getBytes(StandardCharsets.UTF_8));
    }
    List<byte[]> leaves = ledger.stream().map(Merkle::leafHash).toList();
    HashReader hashes = MerkleTest.reader(leaves);
    String text =
        new Checkpoint(log.key().name(), leaves.size(), Merkle.root(hashes, leaves.size())).text();
    byte[] note =
        SignedNote.sign(text, log).with(List.of(witness.cosign(text, 1_795_000_000L))).encoded();
    StringBuilder sequence = new StringBuilder("n,leafHash,disclosure\r\n");
    StringBuilder events = new StringBuilder();
    for (var entry : entries.entrySet()) {
      int n = entry.getKey();
      boolean internal = INTERNAL.contains(n);
      sequence.append(n).append(',').append(Sha256.of(Merkle.leafHash(entry.getValue())));
      sequence.append(internal ? ",INTERNAL\n" : ",DISCLOSED\n");
      if (!internal) {
        events.append(new String(entry.getValue(), StandardCharsets.UTF_8)).append('\n');
        long index = 2L * (n - 1);
        List<byte[]> path = Merkle.inclusionProof(hashes, index, leaves.size());
        put(
            "custody/proofs/" + n + ".tlog-proof",
            new String(new TlogProof(index, path, note).encoded(), StandardCharsets.UTF_8));
      }
    }
    put("custody/sequence.csv", sequence.toString());
    put("custody/events.jsonl", events.toString());
    put("custody/checkpoint", new String(note, StandardCharsets.UTF_8));
    put("custody/log.vkey", log.key() + "\n");
    Files.write(root.resolve("custody/checkpoint.tsr"), keys.timeStamps().stamp(note));
    put("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    put(
        "bag-info.txt",
        "External-Identifier: LER-2026-000001/P1\nLedger-Origin: log.example/package\n"
            + "Ledger-Checkpoint-Size: 14\n");
    manifests();
    byte[] tags = Files.readAllBytes(root.resolve("tagmanifest-sha256.txt"));
    Signer signer = keys.signer();
    Files.createDirectories(root.resolve("signatures"));
    Files.write(root.resolve("signatures/tagmanifest-sha256.txt.p7s"), signer.cms(tags));
    Files.write(
        root.resolve("signatures/tagmanifest-sha256.txt.tsr"), keys.timeStamps().stamp(tags));
    Files.write(
        root.resolve("signatures/tagmanifest-sha256.txt.asc"), keys.openPgpSigner().sign(tags));
  }

  private String manifest() throws IOException {
    return lines(root.resolve("data"));
  }

  private void manifests() throws IOException {
    put("manifest-sha256.txt", manifest());
    StringBuilder tags = new StringBuilder(lines(root.resolve("custody")));
    for (String name : List.of("bagit.txt", "bag-info.txt", "manifest-sha256.txt")) {
      tags.append(Sha256.hash(Files.readAllBytes(root.resolve(name)))).append("  " + name + "\n");
    }
    put("tagmanifest-sha256.txt", tags.toString());
  }

  private String lines(Path below) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (var all = Files.walk(below)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        lines.append(Sha256.hash(Files.readAllBytes(file))).append("  ");
        lines.append(root.relativize(file)).append('\n');
      }
    }
    return lines.toString();
  }

  private void put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
