package io.chancery.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The one JSON profile of records: UTF-8, one object a line, no spaces, fields in declared order,
 * absent values as {@code null}, times in UTC with milliseconds, ids as strings, nothing escaped
 * but quotation mark, backslash and control characters.
 */
public final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(100_000_000).build());
  }

  private CanonicalJson() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The object as one line ending in LF. */
  public static byte[] line(ObjectNode object) {
    try {
      byte[] json = MAPPER.writeValueAsBytes(object);
      byte[] line = java.util.Arrays.copyOf(json, json.length + 1);
      line[json.length] = '\n';
      return line;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one line back.
   *
   * @throws IOException when it is no JSON object
   */
  public static ObjectNode parse(byte[] line) throws IOException {
    JsonNode node;
    try {
      node = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      // Jackson's message quotes the source, which is a person's data.
      e.clearLocation();
      throw new IOException("a line of records is not JSON");
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("a line of records is not a JSON object");
  }

  /** The strings of a JSON list; empty when it is none. */
  static List<String> strings(String json) {
    List<String> values = new ArrayList<>();
    try {
      MAPPER.readTree(json).elements().forEachRemaining(node -> values.add(node.asText()));
    } catch (JsonProcessingException e) {
      values.clear();
    }
    return values;
  }

  /** A time as records write it; what is finer than a millisecond is cut off. */
  public static String time(Instant at) {
    return TIME.format(at.truncatedTo(ChronoUnit.MILLIS));
  }
}
