package io.chancery.platform.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows of one table, sent by COPY: tens of thousands in a second. */
final class CopyTable {
  private final String name;
  private final String columns;
  private final int width;
  private final StringBuilder rows = new StringBuilder(1 << 16);
  private long nextId = 1;

  CopyTable(String name, String columns) {
    this.name = name;
    this.columns = columns;
    this.width = columns.split(",").length;
  }

  /** A running number, for tables whose ids are plain. */
  long nextId() {
    return nextId++;
  }

  void row(@Nullable Object... values) {
    if (values.length != width) {
      throw new IllegalArgumentException(name + " has " + width + " columns");
    }
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        rows.append('\t');
      }
      append(values[i]);
    }
    rows.append('\n');
  }

  void send(Connection connection) throws SQLException, IOException {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn(
            "COPY " + name + " (" + columns + ") FROM STDIN", new StringReader(rows.toString()));
  }

  private void append(@Nullable Object value) {
    switch (value) {
      case null -> rows.append("\\N");
      case Instant at -> rows.append(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
      case Boolean bool -> rows.append(bool ? 't' : 'f');
      case List<?> list -> escape(array(list));
      default -> escape(value.toString());
    }
  }

  private static String array(List<?> values) {
    StringBuilder array = new StringBuilder("{");
    for (Object value : values) {
      array.append(array.length() > 1 ? "," : "");
      array
          .append('"')
          .append(value.toString().replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    return array.append('}').toString();
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        case '\t' -> rows.append("\\t");
        default -> rows.append(c);
      }
    }
  }
}
