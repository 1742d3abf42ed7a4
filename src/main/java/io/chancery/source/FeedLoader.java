package io.chancery.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a mapping that is feeds: what a schema cannot say of them is checked here. */
final class FeedLoader {
  private final MappingFile file;
  private final SourceConfiguration.Kind kind;
  private final List<String> problems;

  FeedLoader(MappingFile file, SourceConfiguration.Kind kind, List<String> problems) {
    this.file = file;
    this.kind = kind;
    this.problems = problems;
  }

  List<DateTimeFormatter> timeFormats() {
    List<DateTimeFormatter> formats = new ArrayList<>();
    JsonNode written = file.at("/timeFormats");
    for (int i = 0; i < written.size(); i++) {
      try {
        formats.add(DateTimeFormatter.ofPattern(written.get(i).asText(), Locale.ENGLISH));
      } catch (IllegalArgumentException e) {
        problems.add(
            file.place("/timeFormats/" + i)
                + "is no pattern of times; write one like EEE MMM dd HH:mm:ss Z uuuu");
      }
    }
    return formats;
  }

  /**
   * The feeds of a group or, without {@code fields}, of an identifier.
   *
   * @param fields that the group declares
   */
  List<Mapping.Feed> of(String pointer, JsonNode node, @Nullable Set<String> fields) {
    String wanted = kind == SourceConfiguration.Kind.SQL ? "queries" : "feeds";
    String other = kind == SourceConfiguration.Kind.SQL ? "feeds" : "queries";
    if (!node.has(wanted)) {
      problems.add(file.place(pointer) + "lacks `" + wanted + "`; add it");
    }
    if (node.has(other)) {
      problems.add(
          file.place(pointer + "/" + other)
              + "has `"
              + other
              + "`, which belong to another kind of source; remove them");
    }
    List<Mapping.Feed> feeds = new ArrayList<>();
    for (int i = 0; kind != SourceConfiguration.Kind.SQL && i < node.path("feeds").size(); i++) {
      feeds.add(feed(pointer + "/feeds/" + i, node.get("feeds").get(i), fields, node));
    }
    return List.copyOf(feeds);
  }

  private Mapping.Feed feed(
      String pointer, JsonNode node, @Nullable Set<String> fields, JsonNode group) {
    Map<String, FeedValue> values = new LinkedHashMap<>();
    node.path("values")
        .properties()
        .forEach(entry -> {
          String at = pointer + "/values/" + entry.getKey();
          FeedValue value = value(at, entry.getValue().asText());
          if (fields != null
              && !fields.contains(entry.getKey())
              && !entry.getKey().equals(Mapping.RETENTION)) {
            problems.add(file.place(at) + "is no field of this group; declare it or remove it");
          } else if (value != null) {
            values.put(entry.getKey(), value);
          }
        });
    boolean http = kind == SourceConfiguration.Kind.HTTP;
    String from = node.get("from").asText();
    if (fields != null) {
      need(pointer, values.containsKey("id"), "values.id", "every record has one");
      need(
          pointer,
          values.containsKey(group.path("time").asText())
              || group.path("period").asText().equals("state"),
          "values." + group.path("time").asText(),
          "without it no period selects the records");
      need(
          pointer,
          !http || node.has("account"),
          "account",
          "without it a record of somebody else could not be told apart");
      need(
          pointer,
          !http || from.contains(":account"),
          "`:account` in from",
          "the request must name it");
    } else {
      need(
          pointer,
          !http || from.contains(":identifier"),
          "`:identifier` in from",
          "the request must name it");
      need(
          pointer,
          node.has("account") && node.has("value"),
          "account and value",
          "a lookup compares both");
    }
    if (http != from.startsWith("/")) {
      problems.add(
          file.place(pointer + "/from")
              + (http
                  ? "is no path; begin it with /"
                  : "is no file of an archive; write its name without .js"));
    }
    return new Mapping.Feed(
        node.path("table").asText(http ? "http" : from.replaceAll("\\|.*", "")),
        from,
        node.has("each") ? JsonPointer.compile(node.get("each").asText()) : null,
        node.has("account") ? value(pointer + "/account", node.get("account").asText()) : null,
        node.has("value") ? value(pointer + "/value", node.get("value").asText()) : null,
        values,
        paging(pointer + "/paging", node.path("paging")));
  }

  private Mapping.@Nullable Paging paging(String pointer, JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    String how = node.get("kind").asText();
    need(
        pointer, !how.equals("cursor") || node.has("at"), "at", "a cursor is read from the answer");
    need(
        pointer,
        how.equals("link") || node.has("parameter"),
        "parameter",
        "the next page is asked for by it");
    return new Mapping.Paging(
        how,
        node.has("at") ? JsonPointer.compile(node.get("at").asText()) : null,
        node.path("parameter").asText(""));
  }

  private void need(String pointer, boolean there, String what, String why) {
    if (!there) {
      problems.add(file.place(pointer) + "lacks " + what + "; add it: " + why);
    }
  }

  private @Nullable FeedValue value(String pointer, String text) {
    try {
      return FeedValue.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(file.place(pointer) + e.getMessage());
      return null;
    }
  }
}
