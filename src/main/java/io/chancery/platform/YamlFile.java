package io.chancery.platform;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A YAML file that people write: its tree, and the line of each place in it. */
public final class YamlFile {

  /** Thrown when the text is not YAML; the message names the line and the remedy. */
  public static final class NotYaml extends Exception {
    private static final long serialVersionUID = 1L;

    NotYaml(String message) {
      super(message);
    }

    /** The line and what to mend there. */
    public String finding() {
      return Objects.requireNonNullElse(getMessage(), "");
    }
  }

  private final Sha256 digest;
  private final JsonNode tree;
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlFile(byte[] bytes) throws NotYaml {
    this.digest = Sha256.hash(bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      YAMLFactory yaml =
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
      try (YAMLParser parser = yaml.createParser(text)) {
        readLines(parser);
      }
      this.tree = new ObjectMapper(yaml).readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new NotYaml(
          "line "
              + line
              + ": is not YAML ("
              + firstLine(e.getOriginalMessage())
              + "); mend the indentation, quoting or duplicate key there");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws NotYaml naming the line where reading stopped
   */
  public static YamlFile parse(byte[] bytes) throws NotYaml {
    return new YamlFile(bytes);
  }

  /** The digest of the file's bytes. */
  public Sha256 digest() {
    return digest;
  }

  /** The whole file. */
  public JsonNode tree() {
    return tree;
  }

  /** The node at a pointer; missing when there is none. */
  public JsonNode at(String pointer) {
    return tree.at(JsonPointer.compile(pointer));
  }

  /** "line 12 (/groups/posts): ..." */
  public String place(String pointer) {
    String nearest = pointer;
    while (!lines.containsKey(nearest) && nearest.contains("/")) {
      nearest = nearest.substring(0, nearest.lastIndexOf('/'));
    }
    int line = lines.getOrDefault(nearest, 1);
    return "line " + line + " (" + (pointer.isEmpty() ? "/" : pointer) + "): ";
  }

  /**
   * Where the file departs from a JSON Schema (draft 2020-12), each with its place and remedy.
   *
   * @param schema the schema's resource, for example {@code /mappings/mapping.schema.json}
   */
  public List<String> misfits(String schema) {
    String name = schema.substring(schema.lastIndexOf('/') + 1);
    try (InputStream in = YamlFile.class.getResourceAsStream(schema)) {
      JsonSchema rules =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(Objects.requireNonNull(in, "the schema is part of the product"));
      return rules.validate(tree).stream()
          .map(message -> SchemaMessages.of(this, name, message))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
