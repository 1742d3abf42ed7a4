package io.chancery.packaging;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Packaging beside the chain of common tools and beside age alone, over the same bytes in one run,
 * in turns (docs/formats/package.md, "Figures"). One media file that cannot be squeezed, and 20
 * posts for each megabyte of it, from files into a file.
 */
final class PackageBenchmark {
  private static final int ROUNDS = 3;
  private static final int WARMING = 3;
  private static final int MEGABYTE = 1 << 20;

  private final int megabytes;
  private final boolean beside;
  private final Path folder;
  private final PrintStream out;
  private final PackageFixture.Key key = PackageFixture.Key.fresh();
  private long bytes;

  /** Means of the rounds, in MB/s of what was collected; peak memory in MB. */
  record Figures(
      double packaging,
      double readBack,
      double chain,
      double age,
      long packagingMemory,
      long chainMemory,
      long ageMemory) {}

  /**
   * A benchmark.
   *
   * @param beside whether the tools of others run too, which figures that are published need
   */
  PackageBenchmark(int megabytes, boolean beside, Path folder, PrintStream out) {
    this.megabytes = megabytes;
    this.beside = beside;
    this.folder = folder;
    this.out = out;
  }

  Figures run() throws IOException {
    Files.createDirectories(folder.resolve("collected"));
    PackageContent content = content();
    double packaging = 0;
    double readBack = 0;
    double chain = 0;
    double age = 0;
    long chainMemory = 0;
    long ageMemory = 0;
    // Before it is measured, so that the code is compiled as in a server that runs.
    for (int warming = 0; warming < WARMING; warming++) {
      build(content);
    }
    for (int round = 0; round < ROUNDS; round++) {
      Tool tools =
          tool(
              "for f in collected/*; do openssl dgst -sha256 \"$f\" >> sums.txt; done"
                  + " && zip -0 -q -r collected.zip collected sums.txt"
                  + " && age -r "
                  + key.recipient().age()
                  + " -o chain.age collected.zip");
      chain += tools.seconds();
      chainMemory = Math.max(chainMemory, tools.megabytes());
      Built built = build(content);
      packaging += built.seconds();
      readBack += built.readBack();
      Tool alone = tool("age -r " + key.recipient().age() + " -o alone.age collected/*.bin");
      age += alone.seconds();
      ageMemory = Math.max(ageMemory, alone.megabytes());
    }
    Figures figures =
        new Figures(
            rate(packaging),
            rate(readBack),
            rate(chain),
            rate(age),
            ownPeak(),
            chainMemory,
            ageMemory);
    out.printf(
        Locale.ROOT,
        "%d MB: packaging %.0f MB/s (peak %d MB), read back %.0f MB/s; chain %.0f MB/s (%d MB), age %.0f MB/s (%d MB); %.2f of the chain, %.2f of age%n",
        megabytes,
        figures.packaging(),
        figures.packagingMemory(),
        figures.readBack(),
        figures.chain(),
        figures.chainMemory(),
        figures.age(),
        figures.ageMemory(),
        figures.packaging() / figures.chain(),
        figures.packaging() / figures.age());
    return figures;
  }

  private double rate(double seconds) {
    return seconds == 0 ? Double.NaN : bytes / 1e6 * ROUNDS / seconds;
  }

  private PackageContent content() throws IOException {
    Random random = new Random(5);
    byte[] block = new byte[MEGABYTE];
    Path media = folder.resolve("collected/media.bin");
    DigestedOutput digest;
    try (OutputStream file = Files.newOutputStream(media)) {
      digest = new DigestedOutput(file);
      for (int i = 0; i < megabytes; i++) {
        random.nextBytes(block);
        digest.write(block, 0, block.length);
      }
    }
    List<com.fasterxml.jackson.databind.node.ObjectNode> posts = new ArrayList<>();
    for (int i = 0; i < megabytes * 20; i++) {
      posts.add(PackageFixture.post(String.valueOf(i), "Post number " + i + " of a benchmark"));
    }
    PackageContent.File records = PackageFixture.records(FieldGroup.POSTS, posts);
    try (InputStream in = records.content().open()) {
      Files.copy(in, folder.resolve("collected/posts.jsonl"));
    }
    Sha256 name = digest.digest();
    bytes = digest.count() + records.bytes();
    return PackageFixture.content(
        records,
        new PackageContent.File(
            FieldGroup.MEDIA,
            "media/" + name.hex() + ".bin",
            name,
            0,
            digest.count(),
            () -> Files.newInputStream(media)));
  }

  private record Built(double seconds, double readBack) {}

  private Built build(PackageContent content) throws IOException {
    Path file = folder.resolve("package.age");
    long begun = System.nanoTime();
    PackageWriter.Written written;
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      written =
          PackageWriter.write(
              PackageFixture.BASE,
              content,
              key.recipient(),
              PackageFixture.sealing("2026-11-20T12:00:00Z"),
              to);
    }
    long finished = System.nanoTime();
    try (written;
        InputStream from = Files.newInputStream(file)) {
      if (!(PackageCheck.check(from, written, PackageFixture.BASE)
          instanceof PackageCheck.Result.Sound)) {
        throw new IOException("the package was read back damaged");
      }
    }
    long checked = System.nanoTime();
    Files.delete(file);
    return new Built((finished - begun) / 1e9, (checked - finished) / 1e9);
  }

  /** What a shell line took, and the most memory that one of its programs held. */
  private record Tool(double seconds, long megabytes) {}

  private Tool tool(String line) throws IOException {
    if (!beside) {
      return new Tool(0, 0);
    }
    long begun = System.nanoTime();
    Tools.run(
        folder,
        "/usr/bin/time -f %M -o memory.txt bash -o pipefail -c '" + line + "'",
        "openssl",
        "zip",
        "age",
        "/usr/bin/time");
    double seconds = (System.nanoTime() - begun) / 1e9;
    long kilobytes = Long.parseLong(Files.readString(folder.resolve("memory.txt")).strip());
    for (String left : List.of("collected.zip", "sums.txt", "chain.age", "alone.age")) {
      Files.deleteIfExists(folder.resolve(left));
    }
    return new Tool(seconds, kilobytes / 1_000);
  }

  /** The most memory that this process, the whole JVM with heap, held at once. */
  private static long ownPeak() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_000)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
