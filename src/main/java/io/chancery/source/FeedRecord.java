package io.chancery.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of a feed, not yet canonical.
 *
 * @param exact its time as precisely as it is written; null in groups of state
 * @param ordinal its place in the feed, which decides between equal ones
 */
record FeedRecord(
    Mapping.Feed feed,
    String id,
    @Nullable Instant exact,
    long ordinal,
    JsonNode around,
    JsonNode node)
    implements Comparable<FeedRecord> {

  /** What a delivered record consists of. */
  record Made(CanonicalRecord record, List<MediaStore.Stored> files, long missingFiles) {}

  static FeedRecord of(
      Mapping mapping,
      Mapping.Group group,
      Mapping.Feed feed,
      long ordinal,
      JsonNode around,
      JsonNode node)
      throws ReadFailed {
    String id = one(feed, "id", around, node);
    String time = one(feed, group.time(), around, node);
    Instant at = time == null ? null : time(mapping, time);
    if (id == null || id.isEmpty() || (at == null && (time != null || !group.state()))) {
      throw new ReadFailed(Failure.MAPPING_MISMATCH);
    }
    return new FeedRecord(feed, id, at, ordinal, around, node);
  }

  private static @Nullable String one(
      Mapping.Feed feed, String field, JsonNode around, JsonNode node) {
    FeedValue value = feed.values().get(field);
    List<String> texts = value == null ? List.of() : value.texts(around, node);
    return texts.isEmpty() ? null : texts.getFirst();
  }

  /** The canonical form; looks the files up. */
  Made made(Mapping mapping, Mapping.Group group, MediaStore media) throws ReadFailed {
    ObjectNode object = CanonicalJson.object();
    List<MediaStore.Stored> files = new ArrayList<>();
    long missing = 0;
    for (Mapping.Field field : group.fields().values()) {
      FeedValue value = feed.values().get(field.name());
      List<String> texts = value == null ? List.of() : value.texts(around, node);
      String text = texts.isEmpty() ? null : texts.getFirst();
      switch (field.type()) {
        case TEXT, ADDRESS -> object.put(field.name(), text);
        case TEXTS -> texts.forEach(object.putArray(field.name())::add);
        case INTEGER -> object.put(field.name(), text == null ? null : whole(text));
        case BOOLEAN -> object.put(field.name(), text == null ? null : Boolean.valueOf(text));
        case TIME -> {
          Instant at = text == null ? null : time(mapping, text);
          object.put(field.name(), at == null ? null : CanonicalJson.time(at));
        }
        case FILE_NAME -> {
          MediaStore.Stored file = text == null ? null : media.find(text);
          object.put(field.name(), file == null ? null : file.name());
        }
        case FILE_DIGEST -> {
          MediaStore.Stored file = text == null ? null : media.find(text);
          object.put(field.name(), file == null ? null : file.digest().hex());
          if (file != null) {
            files.add(file);
          } else if (text != null) {
            missing++;
          }
        }
        case FILE_NAMES -> {
          ArrayNode names = object.putArray(field.name());
          for (String path : texts) {
            MediaStore.Stored file = media.find(path);
            names.add(file == null ? "missing" : file.name());
            if (file == null) {
              missing++;
            } else {
              files.add(file);
            }
          }
        }
      }
    }
    object.put(Mapping.SOURCE, mapping.system() + "." + feed.table());
    String retention = one(feed, Mapping.RETENTION, around, node);
    object.put(Mapping.RETENTION, retention == null ? "live" : retention);
    return new Made(
        new CanonicalRecord(id, at(), CanonicalJson.line(object)), List.copyOf(files), missing);
  }

  private @Nullable Instant at() {
    return exact == null ? null : exact.truncatedTo(ChronoUnit.MILLIS);
  }

  private static Long whole(String text) throws ReadFailed {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new ReadFailed(Failure.MAPPING_MISMATCH);
    }
  }

  private static Instant time(Mapping mapping, String text) throws ReadFailed {
    for (DateTimeFormatter format : formats(mapping)) {
      try {
        TemporalAccessor read = format.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        ZoneId zone = mapping.zone();
        return read instanceof OffsetDateTime at
            ? at.toInstant()
            : ((LocalDateTime) read).atZone(zone).toInstant();
      } catch (DateTimeException e) {
        // The next format may fit; what none fits is a mismatch.
        continue;
      }
    }
    throw new ReadFailed(Failure.MAPPING_MISMATCH);
  }

  private static List<DateTimeFormatter> formats(Mapping mapping) {
    List<DateTimeFormatter> formats = new ArrayList<>(mapping.timeFormats());
    formats.addFirst(DateTimeFormatter.ISO_DATE_TIME);
    return formats;
  }

  @Override
  public int compareTo(FeedRecord other) {
    Instant first = Objects.requireNonNullElse(at(), Instant.MIN);
    int order = first.compareTo(Objects.requireNonNullElse(other.at(), Instant.MIN));
    if (order == 0) {
      order =
          Arrays.compareUnsigned(
              id.getBytes(StandardCharsets.UTF_8), other.id.getBytes(StandardCharsets.UTF_8));
    }
    return order != 0 ? order : Long.compare(ordinal, other.ordinal);
  }

  @Override
  public String toString() {
    return "FeedRecord[" + ordinal + "]";
  }
}
