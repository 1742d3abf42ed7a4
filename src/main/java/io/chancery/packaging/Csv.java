package io.chancery.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Comma-separated values (RFC 4180): UTF-8, CRLF, a header row. A cell that a spreadsheet would
 * take for a formula gets an apostrophe in front; the dictionary says so.
 */
final class Csv {
  private final OutputStream out;

  Csv(OutputStream out) {
    this.out = out;
  }

  void row(List<String> cells) throws IOException {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        row.append(',');
      }
      append(row, neutral(cells.get(i)));
    }
    out.write(row.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Records as rows under their columns, with the same content as the JSON lines. */
  static void records(PackageContent.File file, List<String> columns, OutputStream out)
      throws IOException {
    Csv csv = new Csv(out);
    csv.row(columns);
    try (JsonLines lines = new JsonLines(file)) {
      for (ObjectNode record = lines.next(); record != null; record = lines.next()) {
        ObjectNode row = record;
        csv.row(columns.stream().map(column -> cell(row.get(column))).toList());
      }
    }
  }

  /** A value as text: nothing for null, lists and objects as JSON. */
  static String cell(@org.jspecify.annotations.Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText() : value.isEmpty() ? "" : value.toString();
  }

  static String neutral(String cell) {
    if (cell.isEmpty()) {
      return cell;
    }
    return switch (cell.charAt(0)) {
      case '=', '+', '-', '@', '\t', '\r' -> "'" + cell;
      default -> cell;
    };
  }

  private static void append(StringBuilder row, String cell) {
    boolean quoted = false;
    for (int i = 0; i < cell.length() && !quoted; i++) {
      char c = cell.charAt(i);
      quoted = c == '"' || c == ',' || c == '\r' || c == '\n';
    }
    if (quoted || cell.startsWith(" ") || cell.endsWith(" ")) {
      row.append('"').append(cell.replace("\"", "\"\"")).append('"');
    } else {
      row.append(cell);
    }
  }
}
