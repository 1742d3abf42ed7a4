package io.chancery.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import io.chancery.kernel.FieldGroup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A production divided into bags: the same each time, each complete, nothing lost. */
class BagShareTest {
  private static final PackageFixture.Key KEY = PackageFixture.Key.fresh();
  private static final int MEDIA = 100;

  @TempDir Path folder;

  @Test
  void theNextBagBeginsWithWhatDoesNotFit() {
    PackageContent content = content(5);
    long records = content.accounts().getFirst().records().getFirst().bytes();
    List<BagShare> shares = BagShare.split(content, records + 2 * MEDIA);
    assertThat(shares).extracting(s -> s.media().size()).containsExactly(2, 3);
    assertThat(shares).extracting(BagShare::bagCount).containsExactly("1 of 2", "2 of 2");
    assertThat(shares).extracting(s -> s.accounts().size()).containsExactly(1, 0);
    assertThat(BagShare.split(content, records + 2 * MEDIA)).isEqualTo(shares);
    assertThat(shares.get(1).named("P1")).isEqualTo("P1.2of2");
  }

  @Test
  void whatIsLargerThanABagHasOneOfItsOwn() {
    assertThat(BagShare.split(content(3), 1))
        .hasSize(4)
        .allMatch(share -> share.accounts().size() + share.media().size() == 1);
  }

  @Test
  void whatFitsOrIsEmptyIsOneBag() {
    PackageContent content = content(5);
    long all = content.accounts().getFirst().files().stream().mapToLong(f -> f.bytes()).sum();
    assertThat(BagShare.split(content, all)).containsExactly(BagShare.whole(content));
    assertThat(BagShare.split(content, all - 1)).hasSize(2);
    assertThat(BagShare.split(new PackageContent(List.of(), List.of()), 1)).hasSize(1);
    assertThat(BagShare.whole(content).named("P1")).isEqualTo("P1");
  }

  @Test
  void eachBagIsCompleteAndTogetherTheyHoldWhatOneWould() throws Exception {
    PackageContent content = content(3);
    Map<String, byte[]> one = payload(unzipped(content, BagShare.whole(content)));
    Map<String, byte[]> all = new TreeMap<>();
    Map<String, Integer> times = new HashMap<>();
    List<BagShare> shares = BagShare.split(content, 1);
    for (BagShare share : shares) {
      Path bag = unzipped(content, share);
      try (BagVerifier verifier = new BagVerifier()) {
        verifier.isValid(new BagReader().read(bag), false);
      }
      payload(bag)
          .forEach((path, bytes) -> {
            byte[] before = all.put(path, bytes);
            assertThat(before == null || java.util.Arrays.equals(before, bytes)).as(path).isTrue();
            times.merge(path, 1, Integer::sum);
          });
    }
    assertThat(all.keySet()).isEqualTo(one.keySet());
    one.forEach((path, bytes) -> {
      if (!path.equals("data/README.txt")) {
        assertThat(all.get(path)).as(path).isEqualTo(bytes);
      }
      assertThat(times.get(path)).as(path).isEqualTo(inEach(path) ? shares.size() : 1);
    });
    assertThat(new String(all.get("data/README.txt"), StandardCharsets.UTF_8))
        .contains("divided into 4 bags");
    assertThat(new String(one.get("data/README.txt"), StandardCharsets.UTF_8))
        .doesNotContain("SEVERAL BAGS");
  }

  private static boolean inEach(String path) {
    return path.matches("data/[^/]+") || path.equals("data/compat/README.txt");
  }

  private static PackageContent content(int media) {
    List<PackageContent.File> files = new ArrayList<>();
    files.add(
        PackageFixture.records(FieldGroup.POSTS, List.of(PackageFixture.post("1", "a post"))));
    IntStream.range(0, media)
        .mapToObj(n -> {
          byte[] bytes = new byte[MEDIA];
          bytes[0] = (byte) n;
          return PackageFixture.file(
              FieldGroup.MEDIA,
              "media/" + io.chancery.kernel.Sha256.hash(bytes) + ".bin",
              bytes,
              0);
        })
        .forEach(files::add);
    return PackageFixture.content(files.toArray(PackageContent.File[]::new));
  }

  private Path unzipped(PackageContent content, BagShare share) throws Exception {
    String base = share.named(PackageFixture.BASE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PackageWriter.Written written =
        PackageWriter.write(
            base,
            content,
            share,
            KEY.recipient(),
            PackageFixture.sealing("2026-11-20T12:00:00Z"),
            out)) {
      assertThat(PackageCheck.check(new ByteArrayInputStream(out.toByteArray()), written, base))
          .isInstanceOf(PackageCheck.Result.Sound.class);
      try (ZipArchiveInputStream zip =
          new ZipArchiveInputStream(
              Channels.newInputStream(
                  new StandardDecryptingChannelFactory()
                      .newDecryptingChannel(
                          Channels.newChannel(new ByteArrayInputStream(out.toByteArray())),
                          List.of(written.key()))))) {
        for (ZipArchiveEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
          Path file = folder.resolve(e.getName());
          Files.createDirectories(file.getParent());
          Files.write(file, zip.readAllBytes());
        }
      }
    }
    return folder.resolve(base);
  }

  private static Map<String, byte[]> payload(Path bag) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (var all = Files.walk(bag.resolve("data"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(bag.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
