package io.chancery.source;

import com.fasterxml.jackson.core.JsonPointer;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Identifier;
import io.chancery.kernel.Sha256;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A checked mapping file: how a platform's tables answer (docs/formats/mapping.md).
 *
 * @param system the platform's name in each record's {@code source}
 * @param zone the zone of times that the database stores without one
 * @param timeFormats how texts write times, beside RFC 3339; for feeds
 * @param digest of the file's bytes
 */
record Mapping(
    String system,
    ZoneId zone,
    List<DateTimeFormatter> timeFormats,
    Sha256 digest,
    Map<Identifier.Kind, Lookup> identifiers,
    Map<FieldGroup, Group> groups,
    Map<FieldGroup, String> notHeld,
    List<Link> linked) {

  Mapping {
    linked = List.copyOf(linked);
  }

  /**
   * How one kind of identifier becomes an account.
   *
   * @param pattern what the identifier must look like; its group {@code value} is asked for
   * @param queries tried in order until one finds an account
   */
  record Lookup(Pattern pattern, List<NamedSql> queries, List<Feed> feeds) {}

  /**
   * One field group.
   *
   * @param state whether its records describe the present state, so that the period does not select
   * @param time the field that orders the records
   * @param files whether the files that its records name are delivered
   */
  record Group(
      FieldGroup group,
      boolean state,
      String period,
      String time,
      boolean files,
      Map<String, Field> fields,
      Map<String, String> fieldsNotHeld,
      List<Query> queries,
      List<Feed> feeds) {

    /** The group as records with these fields alone have it; order and period stay. */
    Group only(Fields wanted) {
      if (wanted.all()) {
        return this;
      }
      Map<String, Field> kept = new LinkedHashMap<>(fields);
      kept.keySet().removeIf(name -> !wanted.has(name));
      return new Group(group, state, period, time, files, kept, fieldsNotHeld, queries, feeds);
    }
  }

  /** One field of a group. */
  record Field(String name, Type type, @Nullable ZoneId zone, String sensitivity, String meaning) {}

  /** One query of a group; {@code table} stands in each record's {@code source}. */
  record Query(String table, NamedSql sql) {}

  /**
   * A sign that two accounts share, as a hint for reviewers.
   *
   * @param name its code, for example {@code registration-address}
   * @param evidence what the sign is, in a sentence
   * @param sql gives the ids of accounts that share the sign with {@code :account}
   */
  record Link(String name, String evidence, NamedSql sql) {}

  /**
   * JSON that answers for a group or an identifier, where there is no SQL.
   *
   * @param table stands in each record's {@code source}
   * @param from the archive's file, or the path of a request
   * @param each where the records are, when not at the top
   * @param account where each record names its account
   * @param value where a record of a lookup has what was looked up
   */
  record Feed(
      String table,
      String from,
      @Nullable JsonPointer each,
      @Nullable FeedValue account,
      @Nullable FeedValue value,
      Map<String, FeedValue> values,
      @Nullable Paging paging) {}

  /**
   * How a request's answer goes on.
   *
   * @param at where the answer has the next page's mark; for {@code cursor}
   * @param parameter that asks for it; for {@code cursor} and {@code page}
   */
  record Paging(String kind, @Nullable JsonPointer at, String parameter) {}

  /** What a column's values become in JSON. */
  enum Type {
    /** A string. */
    TEXT("text"),
    /** A list of strings. */
    TEXTS("texts"),
    /** A whole number. */
    INTEGER("integer"),
    /** true or false. */
    BOOLEAN("boolean"),
    /** A time in UTC with milliseconds. */
    TIME("time"),
    /** An Internet address. */
    ADDRESS("address"),
    /** A path in the media folder; the record gets the file's SHA-256. */
    FILE_DIGEST("file-digest"),
    /** A path in the media folder; the record gets the file's name in the production. */
    FILE_NAME("file-name"),
    /** Paths in the media folder; the record gets the files' names in the production. */
    FILE_NAMES("file-names");

    private final String key;

    Type(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }

    static Optional<Type> ofKey(String key) {
      return java.util.Arrays.stream(values()).filter(t -> t.key.equals(key)).findFirst();
    }
  }

  /** Fields that every record has and the connector fills. */
  static final String SOURCE = "source";

  static final String RETENTION = "retention";

  SourceDictionary dictionary() {
    return new SourceDictionary(
        system,
        groups.values().stream()
            .map(g ->
                new SourceDictionary.Group(
                    g.group(),
                    g.period(),
                    g.time(),
                    g.fields().values().stream().map(Mapping::entry).toList(),
                    g.fieldsNotHeld(),
                    g.state(),
                    List.of()))
            .toList(),
        notHeld);
  }

  private static SourceDictionary.Field entry(Field field) {
    return new SourceDictionary.Field(
        field.name(),
        field.type().key(),
        field.zone() == null ? "" : field.zone().getId(),
        field.sensitivity(),
        field.meaning());
  }
}
