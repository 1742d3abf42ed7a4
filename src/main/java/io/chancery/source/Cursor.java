package io.chancery.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.Period;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of one query as canonical records, fetched in portions by a server-side cursor. */
final class Cursor implements Comparable<Cursor>, AutoCloseable {
  private final Mapping.Group group;
  private final String source;
  private final MediaFolder media;
  private final int position;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<Integer, String> columnTypes = new HashMap<>();
  private final List<MediaFolder.Stored> files = new ArrayList<>();
  private long missingFiles;
  private @Nullable CanonicalRecord record;

  Cursor(
      SqlConnector connector,
      Connection connection,
      MediaFolder media,
      Mapping.Group group,
      Mapping.Query query,
      int position,
      String account,
      Period period)
      throws SQLException, ReadFailed {
    this.group = group;
    this.source = connector.system() + "." + query.table();
    this.media = media;
    this.position = position;
    NamedSql sql = SqlConnector.reading(group, query);
    this.statement =
        connection.prepareStatement(
            sql.jdbc(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.setFetchSize(connector.fetchSize());
    SqlConnector.bind(statement, sql, account, period);
    this.rows = statement.executeQuery();
    readColumns();
  }

  private void readColumns() throws SQLException, ReadFailed {
    ResultSetMetaData data = rows.getMetaData();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      String name = data.getColumnLabel(i);
      boolean declared = group.fields().containsKey(name) || name.equals(Mapping.RETENTION);
      if (!declared || columns.put(name, i) != null) {
        throw new ReadFailed(Failure.MAPPING_MISMATCH);
      }
      columnTypes.put(i, data.getColumnTypeName(i));
    }
    if (!columns.containsKey("id") || !columns.containsKey(group.time())) {
      throw new ReadFailed(Failure.MAPPING_MISMATCH);
    }
  }

  /** Moves to the next row; false at the end. */
  boolean advance() throws SQLException, ReadFailed {
    files.clear();
    missingFiles = 0;
    if (!rows.next()) {
      record = null;
      return false;
    }
    ObjectNode object = CanonicalJson.object();
    for (Mapping.Field field : group.fields().values()) {
      Integer column = columns.get(field.name());
      if (column == null) {
        object.putNull(field.name());
      } else {
        put(object, field, column);
      }
    }
    object.put(Mapping.SOURCE, source);
    Integer retention = columns.get(Mapping.RETENTION);
    object.put(Mapping.RETENTION, retention == null ? "live" : rows.getString(retention));
    String id = object.path("id").asText("");
    Instant at = time(Objects.requireNonNull(columns.get(group.time())), zoneOf(group.time()));
    if (id.isEmpty() || (at == null && !group.state())) {
      throw new ReadFailed(Failure.MAPPING_MISMATCH);
    }
    record = new CanonicalRecord(id, at, CanonicalJson.line(object));
    return true;
  }

  private void put(ObjectNode object, Mapping.Field field, int column)
      throws SQLException, ReadFailed {
    String name = field.name();
    switch (field.type()) {
      case TEXT, ADDRESS -> object.put(name, rows.getString(column));
      case TEXTS -> putList(object, name, strings(column));
      case INTEGER -> {
        long value = rows.getLong(column);
        object.put(name, rows.wasNull() ? null : Long.valueOf(value));
      }
      case BOOLEAN -> {
        boolean value = rows.getBoolean(column);
        object.put(name, rows.wasNull() ? null : Boolean.valueOf(value));
      }
      case TIME -> {
        Instant at = time(column, zoneOf(name));
        object.put(name, at == null ? null : CanonicalJson.time(at));
      }
      case FILE_DIGEST -> {
        MediaFolder.Stored file = file(rows.getString(column));
        object.put(name, file == null ? null : file.digest().hex());
      }
      case FILE_NAME -> {
        String path = rows.getString(column);
        MediaFolder.Stored file = path == null ? null : media.find(path);
        object.put(name, file == null ? null : file.name());
      }
      case FILE_NAMES -> {
        List<String> paths = strings(column);
        List<String> names = new ArrayList<>();
        for (String path : paths == null ? List.<String>of() : paths) {
          MediaFolder.Stored file = file(path);
          names.add(file == null ? "missing" : file.name());
        }
        putList(object, name, names);
      }
    }
  }

  private MediaFolder.@Nullable Stored file(@Nullable String path) throws ReadFailed {
    if (path == null) {
      return null;
    }
    MediaFolder.Stored file = media.find(path);
    if (file == null) {
      missingFiles++;
    } else {
      files.add(file);
    }
    return file;
  }

  private static void putList(ObjectNode object, String name, @Nullable List<String> values) {
    ArrayNode list = object.putArray(name);
    if (values != null) {
      values.forEach(list::add);
    }
  }

  private @Nullable List<String> strings(int column) throws SQLException {
    Array array = rows.getArray(column);
    if (array == null) {
      return null;
    }
    List<String> values = new ArrayList<>();
    for (Object value : (Object[]) array.getArray()) {
      if (value != null) {
        values.add(value.toString());
      }
    }
    return values;
  }

  private ZoneId zoneOf(String field) {
    Mapping.Field declared = Objects.requireNonNull(group.fields().get(field));
    return declared.zone() == null ? ZoneOffset.UTC : declared.zone();
  }

  private @Nullable Instant time(int column, ZoneId zone) throws SQLException {
    Instant at;
    if ("timestamptz".equals(columnTypes.get(column))) {
      OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
      // The ends of PostgreSQL's time line mean "none".
      at =
          value == null || value.equals(OffsetDateTime.MAX) || value.equals(OffsetDateTime.MIN)
              ? null
              : value.toInstant();
    } else {
      LocalDateTime value = rows.getObject(column, LocalDateTime.class);
      at =
          value == null || value.equals(LocalDateTime.MAX) || value.equals(LocalDateTime.MIN)
              ? null
              : value.atZone(zone).toInstant();
    }
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The row just reached. */
  CanonicalRecord record() {
    return Objects.requireNonNull(record, "advance() said there is none");
  }

  /** Files that the row names and the folder has. */
  List<MediaFolder.Stored> files() {
    return List.copyOf(files);
  }

  /** How many files the row names that the folder lacks. */
  long missingFiles() {
    return missingFiles;
  }

  @Override
  public int compareTo(Cursor other) {
    int order = Disclosure.compare(record(), other.record());
    return order != 0 ? order : Integer.compare(position, other.position);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
