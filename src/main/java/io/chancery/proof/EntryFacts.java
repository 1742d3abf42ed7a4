package io.chancery.proof;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the verifier reads out of an entry's bytes (docs/formats/ledger.md): enough to check the
 * order and completeness of a case.
 *
 * @param event the event's name
 * @param at when it was appended
 * @param caseReference the case, if it is about one
 * @param n the entry's number in its case, from 1; 0 when it is about none
 * @param previousLeaf the leaf hash of entry {@code n - 1} of the case
 * @param object the event's components, each as text
 */
public record EntryFacts(
    String event,
    Instant at,
    @Nullable String caseReference,
    long n,
    @Nullable Sha256 previousLeaf,
    Map<String, String> object) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public EntryFacts {
    object = Map.copyOf(object);
  }

  /**
   * Reads an entry.
   *
   * @throws InvalidProofException when the bytes are no entry of version 1
   */
  public static EntryFacts parse(byte[] bytes) {
    String event = null;
    String at = null;
    String caseReference = null;
    String previousLeaf = null;
    long version = 0;
    long n = 0;
    Map<String, String> object = Map.of();
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidProofException("the entry is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        boolean number = value == JsonToken.VALUE_NUMBER_INT;
        String text = value == JsonToken.VALUE_STRING ? parser.getText() : null;
        switch (name) {
          case "v" -> version = number ? parser.getLongValue() : 0;
          case "n" -> n = number ? parser.getLongValue() : -1;
          case "event" -> event = text;
          case "at" -> at = text;
          case "case" -> caseReference = text;
          case "prevLeaf" -> previousLeaf = text;
          case "object" -> object = scalars(parser);
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new InvalidProofException("something follows the entry's JSON object");
      }
      if (version != 1 || event == null || at == null || n < 0) {
        throw new InvalidProofException("the entry is not of version 1");
      }
      return new EntryFacts(
          event,
          Instant.parse(at),
          caseReference,
          n,
          previousLeaf == null ? null : new Sha256(previousLeaf),
          object);
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw new InvalidProofException("the entry cannot be read", e);
    }
  }

  private static Map<String, String> scalars(JsonParser parser) throws IOException {
    Map<String, String> scalars = new HashMap<>();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new InvalidProofException("the entry's object is none");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken().isScalarValue()) {
        scalars.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return scalars;
  }
}
