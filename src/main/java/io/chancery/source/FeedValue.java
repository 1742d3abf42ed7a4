package io.chancery.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a feed's record has a field's value: {@code /pointer}, {@code ^/pointer} in what surrounds
 * the record, {@code =constant}, or a text with {@code {/pointer}} and {@code {/pointer|name}} (the
 * last part of a path) in it. {@code *} in a pointer stands for every item of a list.
 */
final class FeedValue {
  private record Part(
      String literal, boolean outside, List<JsonPointer> pointers, boolean lastPart) {}

  private final List<Part> parts = new ArrayList<>();

  private FeedValue() {}

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with a remedy
   */
  static FeedValue parse(String text) {
    FeedValue value = new FeedValue();
    if (text.startsWith("=")) {
      value.parts.add(new Part(text.substring(1), false, List.of(), false));
      return value;
    }
    if (text.startsWith("/") || text.startsWith("^/")) {
      value.parts.add(part(text));
      return value;
    }
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      if (open < 0) {
        value.parts.add(new Part(text.substring(at), false, List.of(), false));
        break;
      }
      if (open > at) {
        value.parts.add(new Part(text.substring(at, open), false, List.of(), false));
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("opens { and does not close it");
      }
      value.parts.add(part(text.substring(open + 1, close)));
      at = close + 1;
    }
    if (value.parts.stream().allMatch(p -> p.pointers().isEmpty())) {
      throw new IllegalArgumentException(
          "names no place; write /pointer, ^/pointer, =constant or a text with {/pointer}");
    }
    return value;
  }

  private static Part part(String text) {
    boolean last = text.endsWith("|name");
    String place = last ? text.substring(0, text.length() - "|name".length()) : text;
    boolean outside = place.startsWith("^");
    List<JsonPointer> pointers = new ArrayList<>();
    for (String piece : (outside ? place.substring(1) : place).split("/\\*", -1)) {
      pointers.add(JsonPointer.compile(piece));
    }
    return new Part("", outside, pointers, last);
  }

  /** All values, without those that are null; the parts multiplied. */
  List<String> texts(JsonNode around, JsonNode record) {
    List<String> texts = List.of("");
    for (Part part : parts) {
      List<String> next = new ArrayList<>();
      for (String value : values(part, around, record)) {
        texts.forEach(before -> next.add(before + value));
      }
      texts = next;
    }
    return texts;
  }

  private static List<String> values(Part part, JsonNode around, JsonNode record) {
    if (part.pointers().isEmpty()) {
      return List.of(part.literal());
    }
    List<JsonNode> nodes = List.of(part.outside() ? around : record);
    for (int i = 0; i < part.pointers().size(); i++) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode node : nodes) {
        if (i == 0) {
          next.add(node.at(part.pointers().get(0)));
        } else {
          for (JsonNode item : node) {
            next.add(item.at(part.pointers().get(i)));
          }
        }
      }
      nodes = next;
    }
    List<String> values = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (node.isMissingNode() || node.isNull()) {
        continue;
      }
      String text = node.isValueNode() ? node.asText() : node.toString();
      values.add(part.lastPart() ? text.substring(text.lastIndexOf('/') + 1) : text);
    }
    return values;
  }
}
