package io.chancery.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A mapping file's text, its tree, and the line of each place in it. */
final class MappingFile {
  private final String name;
  private final Sha256 digest;
  private final JsonNode tree;
  private final Map<String, Integer> lines = new HashMap<>();

  private MappingFile(String name, byte[] bytes) {
    this.name = name;
    this.digest = Sha256.hash(bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      YAMLFactory yaml =
          YAMLFactory.builder()
              .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build();
      try (YAMLParser parser = yaml.createParser(text)) {
        readLines(parser);
      }
      this.tree = new ObjectMapper(yaml).readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new InvalidMapping(
          name,
          List.of(
              "line "
                  + line
                  + ": is not YAML ("
                  + firstLine(e.getOriginalMessage())
                  + "); mend the indentation, quoting or duplicate key there"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A shipped mapping by its name, or a file by its path. */
  static MappingFile open(String mapping) {
    boolean shipped = mapping.matches("[a-z][a-z0-9-]*");
    String name = shipped ? "mappings/" + mapping + ".yaml" : mapping;
    try {
      if (!shipped) {
        return new MappingFile(name, Files.readAllBytes(Path.of(mapping)));
      }
      try (InputStream in = MappingFile.class.getResourceAsStream("/" + name)) {
        if (in == null) {
          throw new InvalidMapping(
              name, List.of("is not shipped; name a shipped mapping or give the path of a file"));
        }
        return new MappingFile(name, in.readAllBytes());
      }
    } catch (IOException e) {
      throw new InvalidMapping(
          name,
          List.of("cannot be read; check that the file exists and that the portal may read it"));
    }
  }

  String name() {
    return name;
  }

  Sha256 digest() {
    return digest;
  }

  JsonNode tree() {
    return tree;
  }

  /** The node at a pointer; missing when there is none. */
  JsonNode at(String pointer) {
    return tree.at(JsonPointer.compile(pointer));
  }

  /** "line 12 (/groups/posts): ..." */
  String place(String pointer) {
    String nearest = pointer;
    while (!lines.containsKey(nearest) && nearest.contains("/")) {
      nearest = nearest.substring(0, nearest.lastIndexOf('/'));
    }
    int line = lines.getOrDefault(nearest, 1);
    return "line " + line + " (" + (pointer.isEmpty() ? "/" : pointer) + "): ";
  }

  private void readLines(YAMLParser parser) throws IOException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
      }
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("unreadable");
  }
}
