package io.chancery.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class LedgerExportTest {
  private static final String OTHERS_KEY =
      "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

  @TempDir Path folder;

  private final TestSigner log = new TestSigner("log.example/export");

  @TestFactory
  Stream<DynamicTest> theLogOfAnotherImplementation() {
    if (!Vectors.wanted()) {
      return Stream.empty();
    }
    Path others = Vectors.folder("tlog-tiles/log");
    return Stream.of(
        DynamicTest.dynamicTest(
            "tlog-tiles/log",
            () -> {
              VerifierKey key = VerifierKey.parse(OTHERS_KEY);
              Findings findings = LedgerExport.verify(others, key, List.of());
              assertThat(findings.wrongs()).isEmpty();
              assertThat(findings.exitCode()).isEqualTo(Findings.EXIT_GOOD);
            }));
  }

  @Test
  void anUntouchedExportHolds() throws IOException {
    write(entries(700));
    assertThat(verify().exitCode()).isEqualTo(Findings.EXIT_GOOD);
    assertThat(LedgerExport.verify(folder, null, List.of()).exitCode())
        .isEqualTo(Findings.EXIT_NO_ANCHOR);
  }

  @Test
  void anEmptyLogHolds() throws IOException {
    write(List.of());
    assertThat(verify().exitCode()).isEqualTo(Findings.EXIT_GOOD);
  }

  @Test
  void namesTheEntryWhoseBytesWereChanged() throws IOException {
    List<byte[]> entries = entries(700);
    write(entries);
    for (int index : List.of(0, 255, 256, 511, 699)) {
      List<byte[]> touched = new ArrayList<>(entries);
      touched.set(index, change(entries.get(index)));
      bundles(touched);
      Findings findings = verify();
      assertThat(findings.exitCode()).isEqualTo(Findings.EXIT_WRONG);
      assertThat(findings.firstBadIndex()).hasValue(index);
    }
  }

  @Test
  void namesTheEntryEvenWhenEveryTileWasRewritten() throws IOException {
    List<byte[]> entries = entries(700);
    write(entries);
    byte[] head = Files.readAllBytes(folder.resolve("checkpoint"));
    List<byte[]> touched = new ArrayList<>(entries);
    touched.set(300, change(entries.get(300)));
    write(touched);
    Files.write(folder.resolve("checkpoint"), head);
    assertThat(verify().firstBadIndex()).hasValue(300);
  }

  @Test
  void anOlderCheckpointNarrowsDownWhatWasRewritten() throws IOException {
    List<byte[]> entries = foreign(700);
    for (int size : List.of(100, 299, 310, 600)) {
      Files.write(folder.resolve("checkpoint." + size), sign(entries.subList(0, size)));
    }
    write(entries);
    byte[] head = Files.readAllBytes(folder.resolve("checkpoint"));
    List<byte[]> touched = new ArrayList<>(entries);
    touched.set(300, new byte[] {1});
    write(touched);
    Files.write(folder.resolve("checkpoint"), head);
    Findings findings = verify();
    assertThat(findings.firstBadIndex()).hasValue(299);
    assertThat(findings.wrongs()).anyMatch(f -> f.text().contains("up to 309"));
  }

  @Test
  void findsWhatALaterCheckpointKeptElsewhereKnows() throws IOException {
    List<byte[]> entries = entries(300);
    SignedCheckpoint later = SignedCheckpoint.parse(sign(entries));
    write(entries.subList(0, 280));
    Findings findings = LedgerExport.verify(folder, log.key(), List.of(later));
    assertThat(findings.firstBadIndex()).hasValue(280);
    write(entries);
    assertThat(LedgerExport.verify(folder, log.key(), List.of(later)).good()).isTrue();
  }

  @Test
  void findsAGapInACaseAndABackDatedEntry() throws IOException {
    List<byte[]> entries = entries(20);
    entries.add(entry("LER-2026-000001", 99, null, "2026-11-20T13:00:00.000Z"));
    entries.add(utf8("{\"v\":1,\"event\":\"Seeded\",\"at\":\"2026-01-01T00:00:00.000Z\"}"));
    write(entries);
    Findings findings = verify();
    assertThat(findings.wrongs())
        .extracting(Findings.Finding::code)
        .contains("case-sequence", "back-dated");
    assertThat(findings.firstBadIndex()).hasValue(20);
  }

  @Test
  void findsDamagedAndMissingFiles() throws IOException {
    List<byte[]> entries = entries(700);
    for (String path :
        List.of(
            "checkpoint", "tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2", "tile/entries/001")) {
      write(entries);
      Files.delete(folder.resolve(path));
      assertThat(verify().exitCode()).as(path).isEqualTo(Findings.EXIT_WRONG);
      write(entries);
      byte[] bytes = Files.readAllBytes(folder.resolve(path));
      bytes[bytes.length / 3] ^= 1;
      Files.write(folder.resolve(path), bytes);
      assertThat(verify().exitCode()).as(path).isEqualTo(Findings.EXIT_WRONG);
    }
  }

  @Test
  void theCommandAnswersWithItsExitCode() throws IOException {
    write(entries(5));
    String key = log.key().toString();
    assertThat(run("ledger", folder.toString(), "--key", key)).startsWith("0 ");
    assertThat(run("ledger", folder.toString())).startsWith("4 ").contains("signer");
    assertThat(run("ledger", folder.toString(), "--key", key, "--json"))
        .startsWith("0 ")
        .contains("\"intact\":true");
    assertThat(run("ledger")).startsWith("2 ");
    assertThat(run("ledger", folder.toString(), "--key")).startsWith("2 ");
    assertThat(run("dance", folder.toString())).startsWith("2 ");
    assertThat(run("ledger", folder.resolve("none").toString())).startsWith("3 ");
    assertThat(run("ledger", folder.resolve("checkpoint").toString())).startsWith("3 ");
    Path zip = folder.resolveSibling(folder.getFileName() + ".zip");
    try (var target = FileSystems.newFileSystem(zip, Map.of("create", "true"));
        var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = target.getPath("/ledger/" + folder.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    assertThat(run("ledger", zip.toString(), "--key", key)).startsWith("0 ");
    Files.delete(zip);
  }

  private static String run(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int exit = Verify.run(args, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return exit + " " + bytes.toString(StandardCharsets.UTF_8);
  }

  private Findings verify() throws IOException {
    return LedgerExport.verify(folder, log.key(), List.of());
  }

  private byte[] sign(List<byte[]> entries) {
    return new LedgerFolder(folder, log).sign(entries);
  }

  private void write(List<byte[]> entries) throws IOException {
    new LedgerFolder(folder, log).write(entries);
  }

  private void bundles(List<byte[]> entries) {
    new LedgerFolder(folder, log).bundles(entries);
  }

  private void put(String path, byte[] bytes) {
    new LedgerFolder(folder, log).put(path, bytes);
  }

  /** Entries of seven cases in turn, each chained. */
  static List<byte[]> entries(int count) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] before = i < 7 ? null : Merkle.leafHash(entries.get(i - 7));
      String at = "2026-11-20T12:%02d:%02d.000Z".formatted(i / 60, i % 60);
      entries.add(entry("LER-2026-00000" + i % 7, i / 7 + 1, before, at));
    }
    return entries;
  }

  private static List<byte[]> foreign(int count) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(utf8("entry " + i));
    }
    return entries;
  }

  private static byte[] entry(String reference, long n, byte[] before, String at) {
    String previous =
        before == null ? "" : ",\"prevLeaf\":\"" + HexFormat.of().formatHex(before) + "\"";
    return utf8(
        "{\"v\":1,\"event\":\"CaseViewed\",\"salt\":\"AAAA\",\"at\":\"%s\",\"case\":\"%s\",\"n\":%d%s}"
            .formatted(at, reference, n, previous));
  }

  private static byte[] change(byte[] entry) {
    return utf8(new String(entry, StandardCharsets.UTF_8).replace("AAAA", "AAAB"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
