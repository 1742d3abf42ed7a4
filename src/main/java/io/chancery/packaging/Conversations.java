package io.chancery.packaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.source.CanonicalJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Messages conversation by conversation, although the artefact is ordered by time and can only be
 * read from its beginning. It is read several times: each time some small conversations are
 * gathered in memory, or one large one passes through. An artefact that would need too many
 * readings stays in the order of time.
 */
final class Conversations {
  private static final int GATHERED = 25_000;
  private static final int READINGS = 12;

  private final PackageContent.File file;

  Conversations(PackageContent.File file) {
    this.file = file;
  }

  /** Gets each message. */
  @FunctionalInterface
  interface Reader {
    void message(ObjectNode message) throws IOException;
  }

  /** Conversations in the order of their first message, messages in the order of time. */
  void inOrder(Reader reader) throws IOException {
    List<Map<String, List<byte[]>>> readings = plan();
    if (readings.size() > READINGS) {
      each(reader);
      return;
    }
    for (Map<String, List<byte[]>> wanted : readings) {
      if (wanted.size() == 1) {
        String only = wanted.keySet().iterator().next();
        each(message -> {
          if (conversation(message).equals(only)) {
            reader.message(message);
          }
        });
      } else {
        each(message -> {
          List<byte[]> lines = wanted.get(conversation(message));
          if (lines != null) {
            lines.add(CanonicalJson.line(message));
          }
        });
        for (List<byte[]> lines : wanted.values()) {
          for (byte[] line : lines) {
            reader.message(CanonicalJson.parse(line));
          }
          lines.clear();
        }
      }
    }
  }

  private List<Map<String, List<byte[]>>> plan() throws IOException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    each(message -> sizes.merge(conversation(message), 1L, Long::sum));
    List<Map<String, List<byte[]>>> readings = new ArrayList<>();
    long gathered = 0;
    for (String conversation : sizes.keySet()) {
      long size = Objects.requireNonNull(sizes.get(conversation));
      if (readings.isEmpty() || gathered + size > GATHERED) {
        readings.add(new LinkedHashMap<>());
        gathered = 0;
      }
      readings.getLast().put(conversation, new ArrayList<>());
      gathered += size;
    }
    return readings;
  }

  private void each(Reader reader) throws IOException {
    try (JsonLines lines = new JsonLines(file)) {
      for (ObjectNode message = lines.next(); message != null; message = lines.next()) {
        reader.message(message);
      }
    }
  }

  private static String conversation(ObjectNode message) {
    return message.path("conversationId").asText("");
  }
}
