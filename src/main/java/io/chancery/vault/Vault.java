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
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sealed bytes in and out. At rest they are age files (C2SP age v1) for the vault's own identity; a
 * key ({@link VaultFolder}) says nothing about what lies under it. Safe for several threads and
 * replicas: no name is ever written twice.
 */
@ApplicationScoped
public class Vault {
  private static final int BUFFER = 1 << 16;

  /** Writes the bytes that are to be kept. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is closed by the vault. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** An object that lies in the vault, since when. */
  public record Held(String key, Instant since) {}

  private final VaultFolder folder;
  private final VaultKey vaultKey;

  @Inject
  Vault(VaultConfiguration configuration, VaultKey vaultKey, Ids ids) {
    this(configuration.folder(), vaultKey, ids);
  }

  Vault(Path folder, VaultKey vaultKey, Ids ids) {
    this.folder = new VaultFolder(folder, ids);
    this.vaultKey = vaultKey;
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
    return write(kind, folder.newName(), content, vaultKey.recipient());
  }

  /**
   * Like {@link #put}, under a key of its own: whoever destroys that key has erased what it opens.
   *
   * @param recipient an age recipient ({@code age1...})
   */
  public Stored put(String kind, String recipient, Content content) throws IOException {
    return write(kind, folder.newName(), content, recipient);
  }

  /** Like {@link #put}, for bytes that are ciphertext already: kept as they are. */
  public Stored putRaw(String kind, Content content) throws IOException {
    return write(kind, folder.newName(), content, null);
  }

  /**
   * A key for {@link #putRawAt}, before anything lies there: whoever records it first can remove
   * what a crash left.
   */
  public String reserve(String kind) {
    return VaultFolder.key(kind, folder.newName());
  }

  /**
   * Like {@link #putRaw}, under a key of {@link #reserve}, and without hashing what it writes: for
   * large ciphertext that its writer hashes on the way. Such a writer reads back what lies there.
   */
  public void putRawAt(String key, Content content) throws IOException {
    Writer writer = new Writer(VaultFolder.kindOf(key), VaultFolder.nameOf(key), null);
    Stored unused = write(writer, writer.unhashed, content);
  }

  /** Removes whatever {@link #putRawAt} has written under a key so far, finished or not. */
  public void discard(String key) throws IOException {
    delete(key);
    Files.deleteIfExists(folder.unfinished(VaultFolder.nameOf(key)));
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
    return folder.written(key);
  }

  /** Removes an object; does nothing when it is gone already. */
  public void delete(String key) throws IOException {
    Files.deleteIfExists(folder.finished(key));
  }

  /** Every object of a kind, for the search of those that nothing refers to. Close the stream. */
  public Stream<Held> list(String kind) throws IOException {
    return folder.list(kind);
  }

  /** Removes what was never finished before {@code before}: left by a process that was killed. */
  public void sweep(Instant before) throws IOException {
    folder.sweep(before);
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
    return new Writer(kind, folder.newName(), recipient);
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
      throw VaultFullException.orElse(e);
    } finally {
      writer.abandon();
    }
  }

  /** An object on its way into the vault. Not for several threads. */
  public final class Writer {
    private final String key;
    private final MessageDigest digest = Sha256.newDigest();
    private final Path fresh;
    private final FileChannel file;
    private final OutputStream unhashed;
    private final CountingDigest out;

    private Writer(String kind, String name, @Nullable String recipient) throws IOException {
      key = VaultFolder.key(kind, name);
      fresh = folder.unfinished(name);
      Files.createDirectories(VaultFolder.home(fresh));
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
        throw VaultFullException.orElse(e);
      }
    }

    /** Puts the object in its place; it is on the disk when this returns. */
    public Stored commit() throws IOException {
      try {
        out.close();
        file.force(true);
        file.close();
        folder.keep(fresh, key);
      } catch (IOException e) {
        throw VaultFullException.orElse(e);
      }
      return new Stored(key, Sha256.of(digest.digest()), out.count());
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
      return FileChannel.open(folder.finished(key), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new DamagedException(key, "is gone", e);
    }
  }
}
