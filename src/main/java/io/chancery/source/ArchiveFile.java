package io.chancery.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One file of an account archive of X: {@code window.YTD.<name>.part<n> = [...]}. It is read item
 * by item; a list inside an item can be read the same way, whatever its length.
 */
final class ArchiveFile {
  private static final Logger LOG = Logger.getLogger(ArchiveFile.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY = MAPPER.getFactory();
  private static final Pattern HEAD =
      Pattern.compile("\\s*window\\.YTD\\.[A-Za-z0-9_]+\\.part[0-9]+\\s*");
  private static final int LONGEST_HEAD = 200;

  private ArchiveFile() {}

  /** Told of every record; {@code around} has what stands before the list that it is in. */
  interface Reader {
    void read(JsonNode around, JsonNode record) throws ReadFailed;
  }

  /** Reads a file to its end; a broken one is named in the log. */
  static void read(Path file, @Nullable JsonPointer each, Reader reader) throws ReadFailed {
    try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      skipHead(text);
      try (JsonParser json = FACTORY.createParser(text)) {
        if (json.nextToken() != JsonToken.START_ARRAY) {
          throw new IOException("no list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
          if (each == null) {
            reader.read(JsonNodeFactory.instance.objectNode(), tree(json));
          } else {
            inside(json, each, JsonNodeFactory.instance.objectNode(), reader);
          }
        }
        if (json.nextToken() != null) {
          throw new IOException("text after the list");
        }
      }
    } catch (IOException e) {
      // The parser's own words quote the file.
      LOG.errorf(
          "%s of an account archive is broken; get the archive again, or repair the file",
          file.getFileName());
      throw new ReadFailed(Failure.SOURCE_BROKEN);
    }
  }

  private static JsonNode tree(JsonParser json) throws IOException {
    JsonNode node = MAPPER.readTree(json);
    if (node == null || json.currentToken() == null && json.isClosed()) {
      throw new IOException("the list does not end");
    }
    return node;
  }

  private static void skipHead(BufferedReader text) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = text.read(); c != '='; c = text.read()) {
      if (c < 0 || head.length() > LONGEST_HEAD) {
        throw new IOException("no head");
      }
      head.append((char) c);
    }
    if (!HEAD.matcher(head).matches()) {
      throw new IOException("another head");
    }
  }

  private static void inside(JsonParser json, JsonPointer each, ObjectNode around, Reader reader)
      throws IOException, ReadFailed {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("no object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == null) {
        throw new IOException("the file ends early");
      }
      if (!name.equals(each.getMatchingProperty())) {
        if (value.isScalarValue()) {
          around.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      } else if (!each.tail().matches()) {
        inside(json, each.tail(), around, reader);
      } else if (value == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          reader.read(around, tree(json));
        }
      } else {
        throw new IOException("no list");
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("the file ends early");
    }
  }
}
