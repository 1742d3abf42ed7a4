package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
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

  private final MediaStore media;
  private final RecordSink sink;
  private final MessageDigest content = Sha256.newDigest();
  private final Map<FieldGroup, Long> records = new EnumMap<>(FieldGroup.class);
  private final Set<FieldGroup> notHeld = EnumSet.noneOf(FieldGroup.class);
  private final Set<Sha256> delivered = new HashSet<>();
  private long rows;
  private long bytes;
  private long missingFiles;

  Disclosure(MediaStore media, RecordSink sink) {
    this.media = media;
    this.sink = sink;
  }

  /** Opens what one query or feed of a group gives for one period, in order. */
  interface Opener {
    Records open(Period period, int position) throws ReadFailed, SQLException;
  }

  private record Head(Records records, int position) implements Comparable<Head> {
    @Override
    public int compareTo(Head other) {
      int order = Disclosure.compare(records.record(), other.records.record());
      return order != 0 ? order : Integer.compare(position, other.position);
    }
  }

  void notHeld(FieldGroup group) {
    notHeld.add(group);
  }

  /**
   * Reads a group; {@code periods} ascend and are disjoint, so the group's order holds.
   *
   * @param parts how many queries or feeds the group has
   */
  void read(Mapping.Group group, int parts, Opener opener, List<Period> periods)
      throws ReadFailed, SQLException {
    toSink(() -> sink.begin(group.group()));
    records.put(group.group(), 0L);
    // State is read once: the period does not select it.
    for (Period period : group.state() ? periods.subList(0, 1) : periods) {
      read(group, parts, opener, period);
    }
    toSink(() -> sink.end(group.group()));
  }

  private void read(Mapping.Group group, int parts, Opener opener, Period period)
      throws ReadFailed, SQLException {
    PriorityQueue<Head> heads = new PriorityQueue<>();
    Records current = null;
    try {
      for (int i = 0; i < parts; i++) {
        current = opener.open(period, i);
        if (current.advance()) {
          heads.add(new Head(current, i));
        } else {
          current.close();
        }
        current = null;
      }
      for (Head head = heads.poll(); head != null; head = heads.poll()) {
        current = head.records();
        give(group, current);
        if (current.advance()) {
          heads.add(head);
        } else {
          current.close();
        }
        current = null;
      }
    } finally {
      if (current != null) {
        current.close();
      }
      for (Head open : heads) {
        open.records().close();
      }
    }
  }

  private void give(Mapping.Group group, Records head) throws ReadFailed {
    CanonicalRecord record = head.record();
    toSink(() -> sink.record(group.group(), record));
    content.update(record.line());
    rows++;
    bytes += record.line().length;
    records.merge(group.group(), 1L, Long::sum);
    missingFiles += head.missingFiles();
    if (group.files()) {
      for (MediaStore.Stored file : head.files()) {
        if (delivered.add(file.digest())) {
          deliver(group.group(), file);
        }
      }
    }
  }

  private void deliver(FieldGroup group, MediaStore.Stored file) throws ReadFailed {
    MessageDigest again = Sha256.newDigest();
    try (InputStream in = new DigestInputStream(media.open(file), again)) {
      toSink(() -> sink.media(group, file.digest(), file.extension(), file.bytes(), in));
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (MediaStore.Changed e) {
      throw new ReadFailed(Failure.MEDIA_CHANGED);
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
