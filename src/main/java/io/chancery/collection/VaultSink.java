package io.chancery.collection;

import io.chancery.casework.handoff.CollectedSet;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import io.chancery.source.CanonicalRecord;
import io.chancery.source.Failure;
import io.chancery.source.RecordSink;
import io.chancery.vault.Stored;
import io.chancery.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams what a connector reads into the vault, one sealed file per field group and per media
 * file. Nothing is held in memory or in clear on disk.
 */
final class VaultSink implements RecordSink, AutoCloseable {
  static final String RECORDS = "records";
  static final String MEDIA = "media";

  private final Vault vault;
  private final int target;
  private final @Nullable String recipient;
  private final Intent intent;
  private final Watch watch;
  private final List<CollectedSet.Artefact> artefacts = new ArrayList<>();
  private Vault.@Nullable Writer writer;
  private long rows;
  private int attempt;

  /** Told of an attempt before the platform is asked, and when one failed. */
  interface Intent {
    void begun(int attempt, Sha256 query);

    void failed(int attempt, Failure reason);
  }

  /** Told how far a group has been read; may end the reading with an exception. */
  interface Watch {
    void read(FieldGroup group, long rows, boolean ended);
  }

  /**
   * A sink.
   *
   * @param recipient the key of its own under which everything is kept; null for the vault's
   */
  VaultSink(Vault vault, int target, @Nullable String recipient, Intent intent, Watch watch) {
    this.vault = vault;
    this.target = target;
    this.recipient = recipient;
    this.intent = intent;
    this.watch = watch;
  }

  @Override
  public void begun(int number, Sha256 query) {
    intent.begun(number, query);
    attempt = number;
  }

  /** A lost connection: everything is thrown away and read again from a new snapshot. */
  @Override
  public boolean again(int number, Failure reason) {
    discard();
    intent.failed(number, reason);
    attempt = 0;
    return true;
  }

  /** The attempt that has begun and of whose end nobody has been told; 0 when there is none. */
  int attempt() {
    return attempt;
  }

  @Override
  public void begin(FieldGroup group) {
    try {
      writer = recipient == null ? vault.writer(RECORDS) : vault.writer(RECORDS, recipient);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows = 0;
  }

  @Override
  public void record(FieldGroup group, CanonicalRecord record) throws IOException {
    Vault.Writer open = writer;
    if (open == null) {
      throw new IllegalStateException("a record outside its group");
    }
    open.write(record.line());
    rows++;
    watch.read(group, rows, false);
  }

  @Override
  public void end(FieldGroup group) {
    Vault.Writer open = writer;
    if (open == null) {
      throw new IllegalStateException("a group ended that did not begin");
    }
    writer = null;
    Stored stored = commit(open);
    artefacts.add(artefact(group, "records/" + group.key() + ".jsonl", stored, rows));
    watch.read(group, rows, true);
  }

  @Override
  public void media(
      FieldGroup group, Sha256 digest, String extension, long bytes, InputStream content)
      throws IOException {
    watch.read(group, rows, false);
    Stored stored =
        recipient == null
            ? vault.put(MEDIA, content::transferTo)
            : vault.put(MEDIA, recipient, content::transferTo);
    if (!stored.digest().equals(digest)) {
      throw new IOException("a media file changed while it was read");
    }
    artefacts.add(artefact(group, "media/" + digest.hex() + "." + extension, stored, 0));
  }

  /** What was read, in the order in which it came. */
  List<CollectedSet.Artefact> artefacts() {
    return List.copyOf(artefacts);
  }

  /** Throws away what an attempt that does not count has written. */
  void discard() {
    close();
    try {
      for (CollectedSet.Artefact artefact : artefacts) {
        vault.delete(artefact.vaultKey());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    artefacts.clear();
  }

  @Override
  public void close() {
    Vault.Writer open = writer;
    writer = null;
    if (open != null) {
      try {
        open.abandon();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Stored commit(Vault.Writer open) {
    try {
      return open.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CollectedSet.Artefact artefact(
      FieldGroup group, String name, Stored stored, long rowCount) {
    return new CollectedSet.Artefact(
        target, group.key(), name, stored.key(), stored.digest(), rowCount, stored.size());
  }
}
