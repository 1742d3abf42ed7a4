package io.chancery.vault;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import io.chancery.kernel.Sha256;
import io.chancery.keys.VaultKey;
import io.chancery.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sealed bytes in and out. At rest they are age files (C2SP age v1) for the vault's own identity; a
 * key is {@code <kind>/<two>/<random>} and says nothing about what lies under it. Safe for several
 * threads and replicas: no name is ever written twice.
 */
@ApplicationScoped
public class Vault {
  private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}");
  private static final Pattern KEY =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,40}/[0-9a-f]{2}/[0-9a-f]{32}");
  private static final String UNFINISHED = ".unfinished";
  private static final int BUFFER = 1 << 16;
  private static final int NAME_BYTES = 16;

  /** Writes the bytes that are to be kept. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is closed by the vault. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** An object that lies in the vault, since when. */
  public record Held(String key, Instant since) {}

  private final Path folder;
  private final VaultKey vaultKey;
  private final Ids ids;

  @Inject
  Vault(VaultConfiguration configuration, VaultKey vaultKey, Ids ids) {
    this(configuration.folder(), vaultKey, ids);
  }

  Vault(Path folder, VaultKey vaultKey, Ids ids) {
    this.folder = folder;
    this.vaultKey = vaultKey;
    this.ids = ids;
  }

  /**
   * Keeps what {@code content} writes, encrypted.
   *
   * @param kind what it is, for people who look at the folder: {@code upload}, {@code artefact}
   * @return key, digest and size of the plain bytes; they are on the disk when this returns
   * @throws VaultFullException when there is no room
   * @throws IOException when {@code content} or the disk fails; nothing is kept then
   */
  public Stored put(String kind, Content content) throws IOException {
    return write(kind, newName(), content, vaultKey.recipient());
  }

  /**
   * Like {@link #put}, under a key of its own: whoever destroys that key has erased what it opens.
   *
   * @param recipient an age recipient ({@code age1...})
   */
  public Stored put(String kind, String recipient, Content content) throws IOException {
    return write(kind, newName(), content, recipient);
  }

  /** Like {@link #put}, for bytes that are ciphertext already: kept as they are. */
  public Stored putRaw(String kind, Content content) throws IOException {
    return write(kind, newName(), content, null);
  }

  /**
   * A key for {@link #putRawAt}, before anything lies there: whoever records it first can remove
   * what a crash left.
   */
  public String reserve(String kind) {
    String name = newName();
    return checkedKind(kind) + "/" + name.substring(0, 2) + "/" + name;
  }

  /**
   * Like {@link #putRaw}, under a key of {@link #reserve}, and without hashing what it writes: for
   * large ciphertext that its writer hashes on the way. Such a writer reads back what lies there.
   */
  public void putRawAt(String key, Content content) throws IOException {
    path(key);
    String[] parts = key.split("/");
    Writer writer = new Writer(parts[0], parts[2], null);
    Stored unused = write(writer, writer.unhashed, content);
  }

  /** Removes whatever {@link #putRawAt} has written under a key so far, finished or not. */
  public void discard(String key) throws IOException {
    delete(key);
    Files.deleteIfExists(
        folder.resolve(UNFINISHED).resolve(key.substring(key.lastIndexOf('/') + 1)));
  }

  private String newName() {
    return HexFormat.of().formatHex(ids.bytes(NAME_BYTES));
  }

  /**
   * Opens what {@link #put} kept. Whoever reads to the end has read the very bytes of {@code
   * expected}; a difference surfaces as {@link DamagedException} no later than there.
   *
   * @throws DamagedException when it is gone or is no age file of this vault
   */
  public InputStream open(String key, Sha256 expected) throws IOException {
    FileChannel file = channel(key);
    try {
      var readers =
          List.of(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(vaultKey.identity()));
      var plain = new StandardDecryptingChannelFactory().newDecryptingChannel(file, readers);
      return new CheckedStream(key, Channels.newInputStream(plain), file, expected);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      file.close();
      throw new DamagedException(key, "does not open", e);
    }
  }

  /**
   * Reads all of what {@link #put} kept.
   *
   * @throws DamagedException when it is gone or differs from {@code expected}
   */
  public void verify(String key, Sha256 expected) throws IOException {
    try (InputStream in = open(key, expected)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * Opens what {@link #putRaw} kept, from byte {@code offset}; compares nothing.
   *
   * @throws DamagedException when it is gone
   */
  public InputStream openRaw(String key, long offset) throws IOException {
    FileChannel file = channel(key);
    file.position(offset);
    return Channels.newInputStream(file);
  }

  /**
   * Reads all of what {@link #putRaw} kept.
   *
   * @throws DamagedException when it is gone or differs from {@code expected}
   */
  public void verifyRaw(String key, Sha256 expected) throws IOException {
    InputStream in = openRaw(key, 0);
    try (CheckedStream checked = new CheckedStream(key, in, in, expected)) {
      checked.transferTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * How many bytes lie under a key of {@link #reserve} so far, finished or not; 0 for nothing. For
   * progress alone: the last ones may still be on their way to the disk.
   */
  public long written(String key) {
    Path finished = path(key);
    Path unfinished = folder.resolve(UNFINISHED).resolve(key.substring(key.lastIndexOf('/') + 1));
    for (Path file : List.of(unfinished, finished)) {
      try {
        return Files.size(file);
      } catch (IOException e) {
        // It is the other one, or there is none yet.
      }
    }
    return 0;
  }

  /** Removes an object; does nothing when it is gone already. */
  public void delete(String key) throws IOException {
    Files.deleteIfExists(path(key));
  }

  /** Every object of a kind, for the search of those that nothing refers to. Close the stream. */
  public Stream<Held> list(String kind) throws IOException {
    Path root = folder.resolve(checkedKind(kind));
    if (!Files.isDirectory(root)) {
      return Stream.empty();
    }
    return Files.walk(root).filter(file -> KEY.matcher(key(file)).matches()).flatMap(this::held);
  }

  /** Removes what was never finished before {@code before}: left by a process that was killed. */
  public void sweep(Instant before) throws IOException {
    Path unfinished = folder.resolve(UNFINISHED);
    if (!Files.isDirectory(unfinished)) {
      return;
    }
    try (Stream<Path> files = Files.list(unfinished)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * Opens an object for writing piece by piece, encrypted. It exists once it is committed; a writer
   * that is neither committed nor abandoned leaves an unfinished file for {@link #sweep}.
   */
  public Writer writer(String kind) throws IOException {
    return writer(kind, vaultKey.recipient());
  }

  /** Like {@link #writer(String)}, under a key of its own. */
  public Writer writer(String kind, String recipient) throws IOException {
    return new Writer(kind, newName(), recipient);
  }

  /** {@code recipient} null keeps the bytes as they are. */
  private Stored write(String kind, String name, Content content, @Nullable String recipient)
      throws IOException {
    Writer writer = new Writer(kind, name, recipient);
    return write(writer, writer.out, content);
  }

  private static Stored write(Writer writer, OutputStream to, Content content) throws IOException {
    try {
      content.writeTo(to);
      return writer.commit();
    } catch (IOException e) {
      throw isFull(e) ? new VaultFullException(e) : e;
    } finally {
      writer.abandon();
    }
  }

  /** An object on its way into the vault. Not for several threads. */
  public final class Writer {
    private final String kind;
    private final String name;
    private final MessageDigest digest = Sha256.newDigest();
    private final Path fresh;
    private final FileChannel file;
    private final OutputStream unhashed;
    private final CountingDigest out;

    private Writer(String kind, String name, @Nullable String recipient) throws IOException {
      this.kind = checkedKind(kind);
      this.name = name;
      Path unfinished = folder.resolve(UNFINISHED);
      Files.createDirectories(unfinished);
      fresh = unfinished.resolve(name);
      file = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // Closing the age channel writes its last chunk; the file itself must stay open for force().
      WritableByteChannel kept = new StayOpen(destination(file));
      unhashed =
          new BufferedOutputStream(
              Channels.newOutputStream(recipient == null ? kept : encrypting(kept, recipient)),
              BUFFER);
      out = new CountingDigest(unhashed, digest);
    }

    /**
     * Writes a piece.
     *
     * @throws VaultFullException when there is no room
     */
    public void write(byte[] piece) throws IOException {
      try {
        out.write(piece);
      } catch (IOException e) {
        throw isFull(e) ? new VaultFullException(e) : e;
      }
    }

    /** Puts the object in its place; it is on the disk when this returns. */
    public Stored commit() throws IOException {
      String folderName = name.substring(0, 2);
      Path home = folder.resolve(kind).resolve(folderName);
      try {
        out.close();
        file.force(true);
        file.close();
        Files.createDirectories(home);
        Files.move(fresh, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        force(home);
      } catch (IOException e) {
        throw isFull(e) ? new VaultFullException(e) : e;
      }
      return new Stored(
          kind + "/" + folderName + "/" + name, Sha256.of(digest.digest()), out.count());
    }

    /** Leaves nothing behind, unless it was committed. */
    public void abandon() throws IOException {
      file.close();
      Files.deleteIfExists(fresh);
    }
  }

  /** Where the bytes go; a test puts a full disk here. */
  WritableByteChannel destination(FileChannel file) {
    return file;
  }

  private static WritableByteChannel encrypting(WritableByteChannel target, String recipient)
      throws IOException {
    try {
      var writers = List.of(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
      return new StandardEncryptingChannelFactory().newEncryptingChannel(target, writers);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key cannot encrypt", e);
    }
  }

  private FileChannel channel(String key) throws IOException {
    try {
      return FileChannel.open(path(key), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new DamagedException(key, "is gone", e);
    }
  }

  private Path path(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not a key of the vault");
    }
    return folder.resolve(key);
  }

  private String key(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private Stream<Held> held(Path file) {
    try {
      return Stream.of(new Held(key(file), Files.getLastModifiedTime(file).toInstant()));
    } catch (IOException e) {
      return Stream.empty(); // deleted meanwhile
    }
  }

  private static String checkedKind(String kind) {
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException("a kind is a short word: a-z, 0-9, -");
    }
    return kind;
  }

  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left") || message.contains("Disk quota exceeded");
  }

  private static void force(Path folder) throws IOException {
    // The new name itself must survive a power failure (POSIX: fsync of the directory).
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
