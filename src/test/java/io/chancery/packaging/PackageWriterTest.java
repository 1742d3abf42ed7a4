package io.chancery.packaging;

import static io.chancery.packaging.PackageFixture.BASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import gov.loc.repository.bagit.domain.Bag;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.keys.HybridIdentity;
import io.chancery.keys.ProductionKey;
import io.chancery.keys.PublicRecipient;
import io.chancery.keys.RecipientFixture;
import io.chancery.platform.embedded.SamplePlatform;
import io.chancery.source.CollectedSample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that others can open, check and refuse. */
class PackageWriterTest {
  private static final PackageFixture.Key KEY = PackageFixture.Key.fresh();
  private static PackageContent sample;

  @TempDir Path folder;

  @BeforeAll
  static void collect() {
    sample =
        PackageFixture.sample(CollectedSample.of(SamplePlatform.TARGET, PackageFixture.QUARTER));
  }

  private Path packaged(PackageContent content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PackageWriter.Written written = PackageFixture.write(content, KEY, out)) {
      assertThat(written.totals().ciphertext()).isEqualTo(Sha256.hash(out.toByteArray()));
      assertThat(written.totals().bytes()).isEqualTo(out.size());
    }
    Files.writeString(folder.resolve("key.txt"), KEY.identity() + "\n");
    return Files.write(folder.resolve("package.bag.zip.age"), out.toByteArray());
  }

  private Path unpacked(PackageContent content) throws IOException {
    packaged(content);
    Tools.run(
        folder,
        "age -d -i key.txt package.bag.zip.age > package.zip && unzip -tqq package.zip && unzip -qq package.zip",
        "age",
        "unzip");
    return folder.resolve(BASE);
  }

  @Test
  void aPostQuantumRecipientOpensItsPackage() throws Exception {
    HybridIdentity identity = HybridIdentity.ofSeed(7);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PackageWriter.Written written =
        PackageWriter.write(
            PackageFixture.BASE,
            PackageFixture.content(
                PackageFixture.records(FieldGroup.POSTS, List.of(PackageFixture.post("1", "a")))),
            new PackageWriter.Recipient(identity.recipient(), "fingerprint"),
            PackageFixture.sealing("2026-11-20T12:00:00Z"),
            out)) {
      assertThat(
              PackageCheck.check(
                  new ByteArrayInputStream(out.toByteArray()), written, PackageFixture.BASE))
          .isInstanceOf(PackageCheck.Result.Sound.class);
    }
    assertThat(new String(out.toByteArray(), 0, 100, StandardCharsets.US_ASCII))
        .startsWith("age-encryption.org/v1\n-> mlkem768x25519 ");
    try (ZipArchiveInputStream zip =
        new ZipArchiveInputStream(
            Channels.newInputStream(
                new StandardDecryptingChannelFactory()
                    .newDecryptingChannel(
                        Channels.newChannel(new ByteArrayInputStream(out.toByteArray())),
                        List.of(identity))))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo(PackageFixture.BASE + "/bagit.txt");
    }
  }

  /**
   * Of every group the id and one more field: whatever else is written must do without the rest.
   */
  @Test
  void aNarrowedScopeIsPackedWithItsFieldsAloneAndSaysWhichWereNotGranted() throws Exception {
    List<ReadGrant.Reach> scope = new ArrayList<>();
    for (FieldGroup group : FieldGroup.values()) {
      String other = group == FieldGroup.SUBSCRIBER ? "username" : "address";
      scope.add(
          new ReadGrant.Reach(group, PackageFixture.QUARTER, Fields.of(List.of(Fields.ID, other))));
    }
    Path bag = unpacked(PackageFixture.sample(CollectedSample.of(SamplePlatform.TARGET, scope)));
    assertThat(Files.readString(bag.resolve("data/accounts/1/records/sessions.csv")))
        .startsWith("id,address,source,retention\r\n");
    assertThat(Files.readString(bag.resolve("data/accounts/1/records/posts.jsonl")))
        .startsWith("{\"id\":\"")
        .doesNotContain("\"text\"", "createdAt");
    assertThat(Files.readString(bag.resolve("data/README.txt")))
        .contains(
            "Only the fields id, address. Not granted: kind, startedAt, userAgent",
            "Only the fields id, username. Not granted: kind, createdAt, displayName, email");
    assertThat(Files.readString(bag.resolve("data/accounts.csv"))).contains(",id address,");
    assertThat(Files.readString(bag.resolve("data/dictionary.csv")))
        .contains("records/sessions,address")
        .doesNotContain("userAgent");
    assertThat(Files.readString(bag.resolve("data/accounts/1/report/index.html")))
        .contains("Only the fields id, address.");
  }

  @Test
  void anAccountThatIsOneOfSeveralIsPackedWithTheirNumber() throws Exception {
    PackageContent.Account only = PackageFixture.content().accounts().getFirst();
    PackageContent.Account one =
        new PackageContent.Account(
            3,
            only.accountId(),
            only.dictionary(),
            only.scope(),
            only.files(),
            new PackageContent.Among(1, 3, 2));
    PackageContent content = new PackageContent(List.of(one), List.of());
    assertThat(new String(PayloadTexts.readme(content, 1), StandardCharsets.UTF_8))
        .contains(
            "Account 3 (plain)\n  One of 3 accounts that answer to identifier 1 of the request;"
                + " data of 2 of them were granted.\n");
    assertThat(new String(PayloadTexts.readme(PackageFixture.content(), 1), StandardCharsets.UTF_8))
        .doesNotContain("answer to identifier");
  }

  @Test
  void toolsOfOthersAcceptIt() throws Exception {
    Path bag = unpacked(sample);

    String listed =
        Tools.run(folder, "age -d -i key.txt package.bag.zip.age | bsdtar -tf -", "bsdtar");
    assertThat(listed.lines()).allMatch(name -> name.matches(BASE + "/[A-Za-z0-9._/-]+"));
    Tools.run(
        bag,
        "sha256sum -c --quiet --strict manifest-sha256.txt && sha256sum -c --quiet --strict tagmanifest-sha256.txt",
        "sha256sum");
    Bag read = new BagReader().read(bag);
    try (BagVerifier verifier = new BagVerifier()) {
      verifier.isValid(read, false);
    }
    assertThat(bag).isDirectoryContaining(p -> p.endsWith("bagit.txt"));
    assertThat(bag.resolve("bagit.txt"))
        .hasContent("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    assertThat(Files.readString(bag.resolve("bag-info.txt")))
        .contains("Source-Organization: Example Platform Inc.\n")
        .containsPattern("Payload-Oxum: \\d+\\.\\d+\n");
    for (String name :
        List.of(
            "data/README.txt",
            "data/dictionary.csv",
            "data/accounts.csv",
            "data/withheld.csv",
            "data/not-held.csv",
            "data/accounts/1/records/posts.jsonl",
            "data/accounts/1/records/posts.csv",
            "data/accounts/1/records/drafts.jsonl",
            "data/accounts/1/report/index.html",
            "data/accounts/1/report/records-0001.html",
            "data/accounts/1/report/summary.pdf",
            "custody/events.jsonl",
            "custody/sequence.csv",
            "custody/proofs/1.tlog-proof",
            "custody/checkpoint",
            "custody/certificate.pdf",
            "custody/certificate.json",
            "custody/custody-log.pdf")) {
      assertThat(bag.resolve(name)).exists();
    }
    assertThat(
            Tools.run(bag, "pdftotext -layout custody/certificate.pdf -", "pdftotext")
                .replaceAll("\\s+", " "))
        .contains(
            "902(11)",
            "902(13)",
            "902(14)",
            "under penalty of perjury",
            "District Court <of> Metro & Co");
    assertThat(Tools.run(bag, "pdftotext data/accounts/1/report/summary.pdf -"))
        .contains("Summary of account 1", "not complete");
  }

  @Test
  void everyKindOfKeyOpensItAndItsReadBackIsSound() throws IOException {
    Instant now = Instant.now().plusSeconds(60);
    PackageContent small =
        PackageFixture.content(
            PackageFixture.records(FieldGroup.POSTS, List.of(PackageFixture.post("1", "hello"))));
    for (RecipientFixture.Pair pair :
        List.of(
            RecipientFixture.age(home("age")),
            RecipientFixture.rsa(home("rsa"), 3072, "keyEncipherment"),
            RecipientFixture.elliptic(home("ec"), "P-384"),
            RecipientFixture.openPgp(home("gpg"), "ed25519 cv25519", "20261101T000000"))) {
      ProductionKey key =
          ProductionKey.to(PublicRecipient.read(pair.kind(), pair.typed(), now), now);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (PackageWriter.Written written =
          PackageWriter.write(
              BASE,
              small,
              new PackageWriter.Recipient(key.recipient(), key.fingerprint()),
              PackageFixture.sealing("2026-11-20T12:00:00Z"),
              out)) {
        assertThat(PackageCheck.check(new ByteArrayInputStream(out.toByteArray()), written, BASE))
            .isEqualTo(new PackageCheck.Result.Sound());
      }
      Path home = pair.folder();
      Files.write(home.resolve("package.bag.zip.age"), out.toByteArray());
      String opened = "age -d -i - package.bag.zip.age > package.zip && unzip -tqq package.zip";
      if (key.envelope() == null) {
        Tools.run(home, opened.replace("-i -", "-i key.txt"), "age", "unzip");
      } else {
        Files.writeString(home.resolve("envelope"), key.envelope());
        Tools.run(home, pair.decrypt() + " < envelope | " + opened, "age", "unzip");
      }
    }
    RecipientFixture.endAgent(folder.resolve("gpg"));
  }

  private Path home(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  @Test
  void nothingInThePayloadNamesTheRun() throws IOException {
    Path data = unpacked(sample).resolve("data");

    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(content).doesNotContain("LER-2026", "CreationDate", "ModDate", "2026-11-20T");
      }
    }
  }

  @Test
  void theSameContentIsTheSamePayload() throws Exception {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    PackageTotals one;
    PackageTotals two;
    try (var written = PackageFixture.write(sample, KEY, first)) {
      one = written.totals();
    }
    awaitAnotherTime();
    try (var written =
        PackageWriter.write(
            "LER-2027-000001-P2",
            new PackageContent(sample.accounts().reversed(), sample.withheld().reversed()),
            PackageFixture.Key.fresh().recipient(),
            PackageFixture.sealing("2027-01-01T00:00:00Z"),
            second)) {
      two = written.totals();
    }

    assertThat(two.payloadManifest()).isEqualTo(one.payloadManifest());
    assertThat(two.payloadBytes()).isEqualTo(one.payloadBytes());
    assertThat(two.ciphertext()).isNotEqualTo(one.ciphertext());
  }

  /** Until the clock shows another time in a ZIP, which counts in steps of two seconds. */
  private static void awaitAnotherTime() {
    long then = Instant.now().getEpochSecond() / 2;
    while (Instant.now().getEpochSecond() / 2 == then) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void recordsAndMediaAreTheCollectedBytes() throws IOException {
    Path account = unpacked(sample).resolve("data/accounts/1");

    for (PackageContent.File file : sample.accounts().getFirst().files()) {
      try (var in = file.content().open()) {
        assertThat(account.resolve(file.name())).hasBinaryContent(in.readAllBytes());
      }
    }
  }

  @Test
  void readingBackFindsEveryChangedByte() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackageContent small =
        PackageFixture.content(
            PackageFixture.records(FieldGroup.POSTS, List.of(PackageFixture.post("1", "hello"))));
    try (PackageWriter.Written written = PackageFixture.write(small, KEY, out)) {
      byte[] good = out.toByteArray();
      assertThat(PackageCheck.check(new ByteArrayInputStream(good), written, BASE))
          .isEqualTo(new PackageCheck.Result.Sound());
      Random random = new Random(7);
      for (int i = 0; i < 60; i++) {
        byte[] bad = good.clone();
        bad[i < 10 ? good.length - 1 - i : random.nextInt(bad.length)] ^=
            (byte) (1 << random.nextInt(8));
        assertThat(PackageCheck.check(new ByteArrayInputStream(bad), written, BASE))
            .isInstanceOf(PackageCheck.Result.Damaged.class);
      }
      assertThat(
              PackageCheck.check(
                  new ByteArrayInputStream(good, 0, good.length - 40), written, BASE))
          .isInstanceOf(PackageCheck.Result.Damaged.class);
    }
  }

  @Test
  void readingBackComparesWithTheLedgersManifest() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackageContent small =
        PackageFixture.content(
            PackageFixture.records(FieldGroup.POSTS, List.of(PackageFixture.post("1", "hello"))));
    try (PackageWriter.Written written = PackageFixture.write(small, KEY, out)) {
      PackageTotals t = written.totals();
      PackageTotals other =
          new PackageTotals(
              t.payloadFiles(),
              t.payloadBytes(),
              Sha256.hash("another"),
              t.ciphertext(),
              t.bytes(),
              "f");

      assertThat(
              PackageCheck.check(
                  new ByteArrayInputStream(out.toByteArray()),
                  new PackageWriter.Written(other, written.key()),
                  BASE))
          .isEqualTo(
              new PackageCheck.Result.Damaged(
                  List.of("the payload manifest is not the one in the ledger")));
      written.close();
      assertThat(PackageCheck.check(new ByteArrayInputStream(out.toByteArray()), written, BASE))
          .isEqualTo(new PackageCheck.Result.Damaged(List.of("the package does not open")));
    }
  }

  @Test
  void anArtefactThatIsNotTheCollectedOneStopsThePackage() {
    PackageContent.File good =
        PackageFixture.records(FieldGroup.POSTS, List.of(PackageFixture.post("1", "hello")));
    PackageContent.File changed =
        new PackageContent.File(
            good.group(),
            good.name(),
            Sha256.hash("collected"),
            good.rows(),
            good.bytes(),
            good.content());
    PackageContent.File shorter =
        new PackageContent.File(
            good.group(), good.name(), good.digest(), 2, good.bytes(), good.content());

    for (PackageContent.File file : List.of(changed, shorter)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThatThrownBy(() ->
              PackageWriter.write(
                  BASE,
                  PackageFixture.content(file),
                  KEY.recipient(),
                  PackageFixture.sealing("2026-11-20T12:00:00Z"),
                  out))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not the one");
    }
  }

  @Test
  void recordsOfAnotherMappingStopThePackage() {
    PackageContent.File records =
        PackageFixture.records(
            FieldGroup.POSTS, List.of(PackageFixture.post("1", "hello").put("surplus", "field")));

    assertThatThrownBy(() ->
            PackageFixture.write(PackageFixture.content(records), KEY, new ByteArrayOutputStream()))
        .hasMessageContaining("another mapping");
  }

  @Test
  void aTamperedOrUnfinishedFileIsRefusedByAge() throws IOException {
    Path file = packaged(sample);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("tampered.age"), bytes);
    Files.write(folder.resolve("cut.age"), java.util.Arrays.copyOf(bytes, bytes.length / 3));

    assertThat(Tools.fails(folder, "age -d -i key.txt tampered.age > /dev/null")).isTrue();
    assertThat(Tools.fails(folder, "age -d -i key.txt cut.age > /dev/null")).isTrue();
  }

  @Test
  void aRecipientThatIsNoneIsRefusedBeforeAnythingIsWritten() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatThrownBy(() ->
            PackageWriter.write(
                BASE,
                sample,
                new PackageWriter.Recipient("age1nothing", "f"),
                PackageFixture.sealing("x"),
                out))
        .isInstanceOf(IOException.class);
    assertThat(out.size()).isZero();
  }

  @Test
  void pathsAreCheckedAndUnique() throws IOException {
    try (BagWriter bag =
        new BagWriter(BASE, new PackageKey(fileKey -> List.of()), new ByteArrayOutputStream())) {
      for (String bad :
          List.of(
              "data/../x", "data/a b", "data//x", "data/é", "data/a%25", "/data/x", "data/x\n")) {
        assertThatThrownBy(() -> bag.payload(bad, new byte[0]))
            .isInstanceOf(IllegalArgumentException.class);
      }
      bag.payload("data/a.txt", new byte[0]);
      assertThatThrownBy(() -> bag.payload("data/A.txt", new byte[0])).hasMessageContaining("once");
    }
    assertThatThrownBy(
            () -> PackageFixture.file(FieldGroup.MEDIA, "media/../../x.png", new byte[1], 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> PackageFixture.file(FieldGroup.POSTS, "records/media.jsonl", new byte[1], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
