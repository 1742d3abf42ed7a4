package io.chancery.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a grant reaches, for sources whose records are selected on this side. */
final class FeedScope {
  private FeedScope() {}

  /** The asked groups in order. */
  static TreeSet<FieldGroup> groups(List<ReadGrant.Reach> reaches) {
    return new TreeSet<>(reaches.stream().map(ReadGrant.Reach::group).toList());
  }

  static List<Period> periods(List<ReadGrant.Reach> reaches, FieldGroup group) {
    return Periods.merged(
        reaches.stream().filter(r -> r.group() == group).map(ReadGrant.Reach::period).toList());
  }

  /** Half-open, as precisely as the record's time is written. */
  static boolean contains(Mapping.Group group, @Nullable Period period, FeedRecord record) {
    return group.state()
        || (period != null && record.exact() != null && period.contains(record.exact()));
  }

  /** A group that delivers files consists of the records that name some. */
  static boolean hasFiles(Mapping.Group group, Mapping.Feed feed, JsonNode around, JsonNode node) {
    return !group.files()
        || group.fields().values().stream()
            .filter(
                f -> f.type() == Mapping.Type.FILE_NAMES || f.type() == Mapping.Type.FILE_DIGEST)
            .map(f -> feed.values().get(f.name()))
            .anyMatch(value -> value != null && !value.texts(around, node).isEmpty());
  }

  /** The mapping's own digest and what is asked of it, without values. */
  static Sha256 digest(Mapping mapping, ReadGrant grant) {
    StringBuilder text =
        new StringBuilder("chancery feed v1\n").append(mapping.digest()).append('\n');
    switch (grant) {
      case ReadGrant.Resolve resolve ->
          text.append("resolve ").append(resolve.identifier().kind().key());
      case ReadGrant.Count count -> text.append("count ").append(groups(count.reaches()));
      case ReadGrant.Rows rows -> {
        text.append("read ").append(groups(rows.reaches()));
        groups(rows.reaches()).stream()
            .filter(group -> !rows.fields(group).all())
            .forEach(group ->
                text.append(' ')
                    .append(group.key())
                    .append(" only ")
                    .append(rows.fields(group).text()));
      }
    }
    return Sha256.hash(text.toString());
  }
}
