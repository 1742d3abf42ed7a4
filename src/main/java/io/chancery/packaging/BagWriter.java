package io.chancery.packaging;

import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A BagIt 1.0 bag (RFC 8493) streamed once: into a ZIP without seeking (Zip64 always, so that
 * readers of pipes succeed), into age, into the caller's stream. Files come one after the other:
 * payload, {@link #sealPayload}, tag files, {@link #finish}. The caller's thread hashes and
 * squeezes; one thread encrypts, one hashes the ciphertext and writes it.
 */
final class BagWriter implements AutoCloseable {
  /** How a file is stored: texts are squeezed quickly, media are not squeezed again. */
  enum Storage {
    TEXT(1),
    MEDIA(Deflater.NO_COMPRESSION);

    private final int level;

    Storage(int level) {
      this.level = level;
    }
  }

  static final String BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
  static final String MANIFEST = "manifest-sha256.txt";
  static final String SIGNATURES = "signatures/";
  static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int FILE_MODE = 0100644;

  private final String base;
  private final DigestedOutput ciphertext;
  private final ParallelOutput writing;
  private final WritableByteChannel age;
  private final ParallelOutput encrypting;
  private final ZipArchiveOutputStream zip;
  private final Set<String> names = new HashSet<>();
  private final StringBuilder manifest = new StringBuilder();
  private final StringBuilder tagManifest = new StringBuilder();
  private int payloadFiles;
  private long payloadBytes;
  private boolean open;

  /**
   * Begins a bag.
   *
   * @param base the one folder at the root of the ZIP
   * @param out gets the ciphertext; left open
   */
  BagWriter(String base, PackageKey key, OutputStream out) throws IOException {
    this.base = base + "/";
    requireGood(base);
    this.ciphertext = new DigestedOutput(out);
    this.writing = new ParallelOutput(ciphertext, "writing");
    try {
      this.age =
          new StandardEncryptingChannelFactory()
              .newEncryptingChannel(new OutputChannel(writing), List.of(key));
    } catch (GeneralSecurityException e) {
      writing.abandon();
      throw new IOException("the recipient's key cannot be used", e);
    } catch (IOException | RuntimeException e) {
      writing.abandon();
      throw e;
    }
    this.encrypting = new ParallelOutput(Channels.newOutputStream(age), "encrypting");
    this.zip = new ZipArchiveOutputStream(encrypting);
    zip.setUseZip64(Zip64Mode.AlwaysWithCompatibility);
    zip.setMethod(ZipArchiveOutputStream.DEFLATED);
    try {
      tag("bagit.txt", BAGIT.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Opens a payload file; close it before the next. */
  Entry payload(String path, Storage storage) throws IOException {
    if (!path.startsWith("data/")) {
      throw new IllegalArgumentException("payload lies below data/");
    }
    return new Entry(path, storage);
  }

  /** Writes a whole payload file. */
  void payload(String path, byte[] content) throws IOException {
    try (Entry entry = payload(path, Storage.TEXT)) {
      entry.write(content);
    }
  }

  /** Writes the payload manifest; no payload may follow. */
  Sha256 sealPayload() throws IOException {
    byte[] bytes = manifest.toString().getBytes(StandardCharsets.US_ASCII);
    tag(MANIFEST, bytes);
    return Sha256.hash(bytes);
  }

  int payloadFiles() {
    return payloadFiles;
  }

  long payloadBytes() {
    return payloadBytes;
  }

  /** Writes a tag file. */
  void tag(String path, byte[] content) throws IOException {
    if (path.startsWith("data/")) {
      throw new IllegalArgumentException("a tag file lies outside data/");
    }
    try (Entry entry = new Entry(path, Storage.TEXT)) {
      entry.write(content);
    }
  }

  /** Writes {@code bag-info.txt}: labels and values, then the payload's size. */
  void bagInfo(List<Map.Entry<String, String>> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> line : lines) {
      text.append(oneLine(line.getKey()))
          .append(": ")
          .append(oneLine(line.getValue()))
          .append('\n');
    }
    text.append("Payload-Oxum: ")
        .append(payloadBytes)
        .append('.')
        .append(payloadFiles)
        .append('\n');
    tag("bag-info.txt", text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the tag manifest and the signatures over it, which no manifest lists, and closes ZIP and
   * age.
   */
  PackageTotals finish(
      Sha256 payloadManifest, String recipientFingerprint, Sealing.Signatures signatures)
      throws IOException {
    byte[] tags = tagManifest.toString().getBytes(StandardCharsets.US_ASCII);
    tag(TAG_MANIFEST, tags);
    for (Map.Entry<String, byte[]> signature : signatures.over(tags).entrySet()) {
      tag(SIGNATURES + signature.getKey(), signature.getValue());
    }
    zip.finish();
    zip.close();
    age.close();
    writing.close();
    return new PackageTotals(
        payloadFiles,
        payloadBytes,
        payloadManifest,
        ciphertext.digest(),
        ciphertext.count(),
        recipientFingerprint);
  }

  /**
   * Gives up an unfinished bag; after {@link #finish} it does nothing. What was written is no age
   * file.
   */
  @Override
  public void close() throws IOException {
    // Closing age would write a valid last chunk; leaving it out makes the remains unreadable.
    encrypting.abandon();
    writing.abandon();
    ciphertext.flush();
  }

  private static String oneLine(String text) {
    // RFC 8493 would fold long lines; one line of any length is valid and greppable.
    return text.replaceAll("\\s+", " ").strip();
  }

  private static void requireGood(String path) {
    boolean dots =
        List.of(path.split("/", -1)).stream().anyMatch(s -> s.equals(".") || s.equals(".."));
    if (dots || !PATH.matcher(path).matches()) {
      throw new IllegalArgumentException("a path in a package has letters, digits and ._-/ only");
    }
  }

  /** A file being written into the bag. */
  final class Entry extends DigestedOutput {
    private final String path;
    private boolean closed;

    private Entry(String path, Storage storage) throws IOException {
      super(zip);
      requireGood(path);
      // Readers on systems without case would lay two such files over each other.
      if (!names.add(path.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("a package has each path once");
      }
      if (open) {
        throw new IllegalStateException("the file before is still open");
      }
      this.path = path;
      ZipArchiveEntry entry = new ZipArchiveEntry(base + path);
      entry.setTimeLocal(NO_TIME);
      entry.setUnixMode(FILE_MODE);
      zip.setLevel(storage.level);
      zip.putArchiveEntry(entry);
      open = true;
    }

    @Override
    public void flush() {
      // The ZIP flushes when its buffer is full: small flushes would make small age writes.
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        finish();
      }
    }

    /** Ends the file and says what was written. */
    Sha256 finish() throws IOException {
      closed = true;
      open = false;
      zip.closeArchiveEntry();
      Sha256 written = digest();
      String line = written + "  " + path + "\n";
      if (path.startsWith("data/")) {
        manifest.append(line);
        payloadFiles++;
        payloadBytes += count();
      } else {
        tagManifest.append(line);
      }
      return written;
    }
  }
}
