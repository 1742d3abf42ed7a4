package io.chancery.packaging;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import io.chancery.kernel.Sha256;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Reads a finished package back before it is sealed: from the vault, with the file key still in
 * memory, through age, ZIP and every hash. What is sealed has been read once as the officer will
 * read it.
 */
final class PackageCheck {

  /** What reading back found. Problems name files of the package, never their content. */
  sealed interface Result {
    /** Everything agrees. */
    record Sound() implements Result {}

    /** It must not be sealed. */
    record Damaged(List<String> problems) implements Result {}
  }

  /** Hands on what is read, to be hashed elsewhere. */
  private static final class Copied extends FilterInputStream {
    private final OutputStream copy;

    Copied(InputStream in, OutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        copy.write(b);
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        copy.write(bytes, offset, count);
      }
      return count;
    }

    /** By reading: what is skipped would not be hashed. */
    @Override
    public long skip(long count) throws IOException {
      return readNBytes((int) Math.min(count, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Sha256> found = new HashMap<>();
  private final Map<String, byte[]> tags = new HashMap<>();
  private long payloadBytes;
  private int payloadFiles;

  private PackageCheck() {}

  /**
   * Checks a package.
   *
   * @param ciphertext as it lies in the vault; read to its end, not closed
   */
  static Result check(InputStream ciphertext, PackageWriter.Written written, String base) {
    PackageCheck check = new PackageCheck();
    DigestedOutput digest = new DigestedOutput(OutputStream.nullOutputStream());
    // Hashed by a thread of its own while this one decrypts.
    ParallelOutput hashing = new ParallelOutput(digest, "checking");
    try {
      InputStream hashed = new Copied(new BufferedInputStream(ciphertext, 1 << 16), hashing);
      try {
        check.read(hashed, written.key(), base + "/");
        check.compare(written.totals());
      } catch (IOException | GeneralSecurityException | RuntimeException e) {
        check.problems.add("the package does not open");
      }
      hashed.transferTo(OutputStream.nullOutputStream());
      hashing.close();
      if (!digest.digest().equals(written.totals().ciphertext())) {
        check.problems.add("the ciphertext is not the one that was written");
      }
    } catch (IOException e) {
      check.problems.add("the package cannot be read");
    } finally {
      hashing.abandon();
    }
    return check.problems.isEmpty()
        ? new Result.Sound()
        : new Result.Damaged(List.copyOf(check.problems));
  }

  private void read(InputStream ciphertext, PackageKey key, String base)
      throws IOException, GeneralSecurityException {
    InputStream plain =
        new BufferedInputStream(
            Channels.newInputStream(
                new StandardDecryptingChannelFactory()
                    .newDecryptingChannel(Channels.newChannel(ciphertext), List.of(key))),
            1 << 16);
    ZipArchiveInputStream zip = new ZipArchiveInputStream(plain, "UTF-8");
    for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.getName().startsWith(base)) {
        problems.add("a file lies outside the base folder");
        continue;
      }
      String path = entry.getName().substring(base.length());
      if (found.put(path, hash(path, zip)) != null) {
        problems.add(path + " is there twice");
      }
    }
    // The rest of the ZIP's directory, so that age checks its last chunk.
    plain.transferTo(OutputStream.nullOutputStream());
  }

  private Sha256 hash(String path, InputStream entry) throws IOException {
    if (path.startsWith("data/")) {
      DigestedOutput content = new DigestedOutput(OutputStream.nullOutputStream());
      entry.transferTo(content);
      payloadFiles++;
      payloadBytes += content.count();
      return content.digest();
    }
    byte[] content = entry.readAllBytes();
    if (!path.contains("/")) {
      tags.put(path, content);
    }
    return Sha256.hash(content);
  }

  private void compare(PackageTotals totals) {
    if (!text("bagit.txt").equals(BagWriter.BAGIT)) {
      problems.add("bagit.txt is not that of BagIt 1.0");
    }
    if (!totals.payloadManifest().equals(found.get(BagWriter.MANIFEST))) {
      problems.add("the payload manifest is not the one in the ledger");
    }
    if (!text("bag-info.txt")
        .contains("\nPayload-Oxum: " + payloadBytes + "." + payloadFiles + "\n")) {
      problems.add("the payload's size is not the one stated");
    }
    Map<String, Sha256> payload = new HashMap<>();
    Map<String, Sha256> rest = new HashMap<>();
    found.forEach((path, digest) -> (path.startsWith("data/") ? payload : rest).put(path, digest));
    rest.remove(BagWriter.TAG_MANIFEST);
    // They sign the tag manifest, so it cannot list them.
    rest.keySet().removeIf(path -> path.startsWith(BagWriter.SIGNATURES));
    compare(BagWriter.MANIFEST, payload);
    compare(BagWriter.TAG_MANIFEST, rest);
  }

  private void compare(String manifest, Map<String, Sha256> files) {
    Map<String, Sha256> open = new HashMap<>(files);
    for (String line : text(manifest).lines().toList()) {
      String[] parts = line.split("  ", 2);
      Sha256 actual = parts.length == 2 ? open.remove(parts[1]) : null;
      if (actual == null) {
        problems.add(manifest + " lists a file that is not there, or twice");
      } else if (!actual.hex().equals(parts[0])) {
        problems.add(parts[1] + " has another digest than " + manifest + " says");
      }
    }
    for (String path : new TreeSet<>(open.keySet())) {
      problems.add(path + " is not listed in " + manifest);
    }
  }

  private String text(String path) {
    byte[] content = tags.get(path);
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }
}
