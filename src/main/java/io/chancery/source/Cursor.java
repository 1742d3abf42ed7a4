package io.chancery.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.Fields;
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
final class Cursor implements Records {
  private final Mapping.Group group;
  private final Mapping.Group granted;
  private final String source;
  private final MediaStore media;
  private final Period period;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<Integer, String> columnTypes = new HashMap<>();
  private final List<MediaStore.Stored> files = new ArrayList<>();
  private long missingFiles;
  private @Nullable CanonicalRecord record;

  Cursor(
      MappedQueries queries,
      int fetchSize,
      Connection connection,
      MediaStore media,
      Mapping.Group group,
      Fields fields,
      int position,
      String account,
      Period period)
      throws SQLException, ReadFailed {
    Mapping.Query query = group.queries().get(position);
    this.group = group;
    this.granted = group.only(fields);
    this.source = queries.system() + "." + query.table();
    this.media = media;
    this.period = period;
    NamedSql sql =
        fields.all()
            ? queries.reading(group, query)
            : queries.reading(group, query, columns(queries, connection, group, query, fields));
    this.statement =
        connection.prepareStatement(
            sql.jdbc(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.setFetchSize(fetchSize);
    queries.bind(statement, sql, account, period);
    this.rows = statement.executeQuery();
    readColumns();
  }

  /**
   * The query's own columns among the granted ones, with those that decide order, period and
   * retention. The statement is described, not run.
   */
  private static List<String> columns(
      MappedQueries queries,
      Connection connection,
      Mapping.Group group,
      Mapping.Query query,
      Fields fields)
      throws SQLException, ReadFailed {
    try (PreparedStatement described =
        connection.prepareStatement(queries.reading(group, query).jdbc())) {
      return columns(described.getMetaData(), group).keySet().stream()
          .filter(name ->
              fields.has(name)
                  || name.equals(Fields.ID)
                  || name.equals(group.time())
                  || name.equals(Mapping.RETENTION))
          .sorted()
          .toList();
    }
  }

  private void readColumns() throws SQLException, ReadFailed {
    ResultSetMetaData data = rows.getMetaData();
    columns.putAll(columns(data, group));
    for (int i = 1; i <= data.getColumnCount(); i++) {
      columnTypes.put(i, data.getColumnTypeName(i));
    }
  }

  /** Each field's column; a column that is no field, or a missing id or time, is a mismatch. */
  static Map<String, Integer> columns(ResultSetMetaData data, Mapping.Group group)
      throws SQLException, ReadFailed {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      String name = data.getColumnLabel(i);
      boolean declared = group.fields().containsKey(name) || name.equals(Mapping.RETENTION);
      if (!declared || columns.put(name, i) != null) {
        throw new ReadFailed(Failure.MAPPING_MISMATCH);
      }
    }
    if (!columns.containsKey("id") || !columns.containsKey(group.time())) {
      throw new ReadFailed(Failure.MAPPING_MISMATCH);
    }
    return columns;
  }

  @Override
  public boolean advance() throws SQLException, ReadFailed {
    files.clear();
    missingFiles = 0;
    if (!rows.next()) {
      record = null;
      return false;
    }
    ObjectNode object = CanonicalJson.object();
    for (Mapping.Field field : granted.fields().values()) {
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
    String id =
        Objects.requireNonNullElse(
            rows.getString(Objects.requireNonNull(columns.get(Fields.ID))), "");
    Instant at = time(Objects.requireNonNull(columns.get(group.time())), zoneOf(group.time()));
    if (id.isEmpty() || (at == null && !group.state())) {
      throw new ReadFailed(Failure.MAPPING_MISMATCH);
    }
    if (!group.state() && at != null && !period.contains(at)) {
      // The database was asked for this period and no other: whatever gave more is not to be
      // trusted.
      throw new ReadFailed(Failure.OUT_OF_SCOPE);
    }
    record =
        new CanonicalRecord(
            id, at == null ? null : at.truncatedTo(ChronoUnit.MILLIS), CanonicalJson.line(object));
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
        MediaStore.Stored file = file(rows.getString(column));
        object.put(name, file == null ? null : file.digest().hex());
      }
      case FILE_NAME -> {
        String path = rows.getString(column);
        MediaStore.Stored file = path == null ? null : media.find(path);
        object.put(name, file == null ? null : file.name());
      }
      case FILE_NAMES -> {
        List<String> paths = strings(column);
        List<String> names = new ArrayList<>();
        for (String path : paths == null ? List.<String>of() : paths) {
          MediaStore.Stored file = file(path);
          names.add(file == null ? "missing" : file.name());
        }
        putList(object, name, names);
      }
    }
  }

  private MediaStore.@Nullable Stored file(@Nullable String path) throws ReadFailed {
    if (path == null) {
      return null;
    }
    MediaStore.Stored file = media.find(path);
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
    List<String> values = new ArrayList<>();
    String type = Objects.requireNonNull(columnTypes.get(column));
    // PostgreSQL's and Trino's names of array types.
    if (!type.startsWith("_") && !type.startsWith("array(")) {
      // Databases without arrays give a list as JSON.
      String json = rows.getString(column);
      return json == null ? null : CanonicalJson.strings(json);
    }
    Array array = rows.getArray(column);
    if (array == null) {
      return null;
    }
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
    String type = Objects.requireNonNull(columnTypes.get(column));
    if (type.equals("timestamptz") || type.endsWith("with time zone")) {
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
    return at;
  }

  @Override
  public CanonicalRecord record() {
    return Objects.requireNonNull(record, "advance() said there is none");
  }

  @Override
  public List<MediaStore.Stored> files() {
    return List.copyOf(files);
  }

  @Override
  public long missingFiles() {
    return missingFiles;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
