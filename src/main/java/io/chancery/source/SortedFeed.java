package io.chancery.source;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A feed that can be read again, in the order of records, in constant memory and without a copy on
 * disk: each pass keeps the least records after the last one given.
 */
final class SortedFeed implements Records {

  /** Reads the whole feed: what is in scope, in any order. */
  interface Scan {
    void each(Taker taker) throws ReadFailed;
  }

  /** Takes one record. */
  interface Taker {
    void take(FeedRecord record) throws ReadFailed;
  }

  private final Mapping mapping;
  private final Mapping.Group group;
  private final MediaStore media;
  private final Scan scan;
  private final int most;
  private final Deque<FeedRecord> ready = new ArrayDeque<>();
  private @Nullable FeedRecord last;
  private FeedRecord.@Nullable Made current;
  private boolean more = true;

  SortedFeed(Mapping mapping, Mapping.Group group, MediaStore media, Scan scan, int most) {
    this.mapping = mapping;
    this.group = group;
    this.media = media;
    this.scan = scan;
    this.most = most;
  }

  @Override
  public boolean advance() throws ReadFailed {
    if (ready.isEmpty() && more) {
      pass();
    }
    FeedRecord next = ready.poll();
    if (next == null) {
      current = null;
      return false;
    }
    last = next;
    current = next.made(mapping, group, media);
    return true;
  }

  private void pass() throws ReadFailed {
    PriorityQueue<FeedRecord> least = new PriorityQueue<>(Comparator.reverseOrder());
    FeedRecord after = last;
    more = false;
    scan.each(record -> {
      if (after == null || record.compareTo(after) > 0) {
        least.add(record);
        if (least.size() > most) {
          least.poll();
          more = true;
        }
      }
    });
    while (!least.isEmpty()) {
      ready.addFirst(least.poll());
    }
  }

  @Override
  public CanonicalRecord record() {
    return Objects.requireNonNull(current, "advance() said there is none").record();
  }

  @Override
  public List<MediaStore.Stored> files() {
    return Objects.requireNonNull(current, "advance() said there is none").files();
  }

  @Override
  public long missingFiles() {
    return Objects.requireNonNull(current, "advance() said there is none").missingFiles();
  }

  @Override
  public void close() {
    ready.clear();
  }
}
