package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** One run of a disclosure grant: rows and files of one account from one snapshot into one sink. */
final class Disclosure {

  /** What was given. */
  record Totals(
      long rows,
      long bytes,
      Sha256 content,
      Map<FieldGroup, Long> records,
      Set<FieldGroup> notHeld,
      long missingFiles) {}

  private final SqlConnector connector;
  private final Connection connection;
  private final MediaFolder media;
  private final String account;
  private final RecordSink sink;
  private final MessageDigest content = Sha256.newDigest();
  private final Map<FieldGroup, Long> records = new EnumMap<>(FieldGroup.class);
  private final Set<FieldGroup> notHeld = EnumSet.noneOf(FieldGroup.class);
  private final Set<Sha256> delivered = new HashSet<>();
  private long rows;
  private long bytes;
  private long missingFiles;

  Disclosure(
      SqlConnector connector,
      Connection connection,
      MediaFolder media,
      String account,
      RecordSink sink) {
    this.connector = connector;
    this.connection = connection;
    this.media = media;
    this.account = account;
    this.sink = sink;
  }

  void notHeld(FieldGroup group) {
    notHeld.add(group);
  }

  /** Reads a group; {@code periods} ascend and are disjoint, so the group's order holds. */
  void read(Mapping.Group group, List<Period> periods) throws ReadFailed, SQLException {
    toSink(() -> sink.begin(group.group()));
    records.put(group.group(), 0L);
    // State is read once: the period does not select it.
    for (Period period : group.state() ? periods.subList(0, 1) : periods) {
      read(group, period);
    }
    toSink(() -> sink.end(group.group()));
  }

  private void read(Mapping.Group group, Period period) throws ReadFailed, SQLException {
    PriorityQueue<Cursor> heads = new PriorityQueue<>();
    try {
      for (int i = 0; i < group.queries().size(); i++) {
        Mapping.Query query = group.queries().get(i);
        Cursor cursor = new Cursor(connector, connection, media, group, query, i, account, period);
        if (cursor.advance()) {
          heads.add(cursor);
        } else {
          cursor.close();
        }
      }
      for (Cursor head = heads.poll(); head != null; head = heads.poll()) {
        give(group, head);
        if (head.advance()) {
          heads.add(head);
        } else {
          head.close();
        }
      }
    } finally {
      for (Cursor open : heads) {
        open.close();
      }
    }
  }

  private void give(Mapping.Group group, Cursor head) throws ReadFailed {
    CanonicalRecord record = head.record();
    toSink(() -> sink.record(group.group(), record));
    content.update(record.line());
    rows++;
    bytes += record.line().length;
    records.merge(group.group(), 1L, Long::sum);
    missingFiles += head.missingFiles();
    if (group.files()) {
      for (MediaFolder.Stored file : head.files()) {
        if (delivered.add(file.digest())) {
          deliver(group.group(), file);
        }
      }
    }
  }

  private void deliver(FieldGroup group, MediaFolder.Stored file) throws ReadFailed {
    MessageDigest again = Sha256.newDigest();
    try (InputStream in = new DigestInputStream(media.open(file), again)) {
      toSink(() -> sink.media(group, file.digest(), file.extension(), file.bytes(), in));
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new ReadFailed(Failure.MEDIA_UNREADABLE);
    }
    if (!Sha256.of(again.digest()).equals(file.digest())) {
      throw new ReadFailed(Failure.MEDIA_CHANGED);
    }
    content.update(("media " + file.digest() + "\n").getBytes(StandardCharsets.US_ASCII));
    bytes += file.bytes();
  }

  Totals totals() {
    return new Totals(rows, bytes, Sha256.of(content.digest()), records, notHeld, missingFiles);
  }

  private interface Handing {
    void run() throws IOException;
  }

  private static void toSink(Handing handing) {
    try {
      handing.run();
    } catch (IOException | RuntimeException e) {
      throw new ReadFailed.OfSink(e);
    }
  }

  /** Order of records: by time in milliseconds, then id by code point. */
  static int compare(CanonicalRecord a, CanonicalRecord b) {
    Instant first = a.at() == null ? Instant.MIN : a.at();
    Instant second = b.at() == null ? Instant.MIN : b.at();
    int byTime = first.compareTo(second);
    return byTime != 0
        ? byTime
        : java.util.Arrays.compareUnsigned(
            a.id().getBytes(StandardCharsets.UTF_8), b.id().getBytes(StandardCharsets.UTF_8));
  }
}
