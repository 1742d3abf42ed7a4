package io.chancery.custody;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.ReissueId;
import io.chancery.kernel.Sha256;
import io.chancery.proof.Tiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries to bytes and back (docs/formats/ledger.md). What is written once is never re-written. */
final class EntryCodec {
  /** Bytes of the salt that makes leaves impossible to guess. */
  static final int SALT_BYTES = 16;

  private static final int VERSION = 1;
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** What a case's next entry needs to know. */
  record Position(long n, @Nullable Sha256 previousLeaf) {}

  private static final Position FIRST = new Position(1, null);
  private static final String NUMBER = "\"n\":";
  private static final int ROOM_FOR_POSITION = 120;

  private final ObjectMapper json;
  private final String version;
  private final String build;

  EntryCodec(String version, String build) {
    this.version = version;
    this.build = build;
    SimpleModule values = new SimpleModule();
    for (Class<?> type :
        new Class<?>[] {
          Sha256.class,
          GrantId.class,
          DecisionId.class,
          ExclusionId.class,
          ProductionId.class,
          ProposalId.class,
          ReissueId.class,
          DownloadGrantId.class
        }) {
      values.addSerializer(type, ToStringSerializer.instance);
    }
    this.json = new ObjectMapper().registerModule(values);
  }

  /**
   * Writes an entry.
   *
   * @throws IllegalArgumentException when it is longer than an entry bundle can hold
   */
  byte[] write(
      Subject subject,
      @Nullable Position position,
      Actor actor,
      String role,
      CustodyEvent event,
      Instant at,
      byte[] salt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberField("v", VERSION);
      out.writeStringField("event", event.getClass().getSimpleName());
      out.writeStringField("salt", Base64.getEncoder().encodeToString(salt));
      out.writeStringField("at", AT.format(at));
      writeSubject(out, subject);
      if (position != null) {
        out.writeNumberField("n", position.n());
        if (position.previousLeaf() != null) {
          out.writeStringField("prevLeaf", position.previousLeaf().hex());
        }
      }
      out.writeObjectFieldStart("actor");
      out.writeStringField("kind", actor.kind().key());
      out.writeStringField("id", actor.id().toString());
      out.writeStringField("role", role);
      out.writeStringField("auth", actor.authentication());
      out.writeEndObject();
      out.writeFieldName("object");
      json.writeValue(out, event);
      out.writeObjectFieldStart("tool");
      out.writeStringField("name", "chancery");
      out.writeStringField("version", version);
      out.writeStringField("build", build);
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (bytes.size() > Tiles.MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException(
          "an entry has at most " + Tiles.MAX_ENTRY_BYTES + " bytes");
    }
    return bytes.toByteArray();
  }

  /**
   * An entry of a case whose time, number and previous leaf the database fills in: the entry's text
   * is {@code beforeAt + at + beforeNumber + n + [,"prevLeaf":"<hex>"] + rest}.
   */
  record Unplaced(String beforeAt, String beforeNumber, String rest) {}

  /** Like {@link #write}, for a case, leaving open what follows from the case's last entry. */
  Unplaced writeUnplaced(
      Subject.OfCase subject, Actor actor, String role, CustodyEvent event, byte[] salt) {
    byte[] bytes = write(subject, FIRST, actor, role, event, Instant.EPOCH, salt);
    if (bytes.length + ROOM_FOR_POSITION > Tiles.MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException(
          "an entry has at most " + Tiles.MAX_ENTRY_BYTES + " bytes");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    String at = AT.format(Instant.EPOCH);
    // Nothing before these two can hold them: an event's name, a base64 salt, a case's reference.
    int time = text.indexOf(at);
    int number = text.indexOf(NUMBER, time) + NUMBER.length();
    return new Unplaced(
        text.substring(0, time),
        text.substring(time + at.length(), number),
        text.substring(number + 1));
  }

  /** The role that stands in an entry when the caller names none: all that the actor holds. */
  static String roleOf(Actor actor) {
    return String.join(",", actor.roles().stream().map(Role::key).sorted().toList());
  }

  /** Reads an entry; one that was tampered with comes out with what can still be read of it. */
  LedgerEntry read(
      UUID id,
      @Nullable UUID caseId,
      long n,
      Instant at,
      byte[] bytes,
      byte[] leaf,
      @Nullable Long seq) {
    JsonNode entry = tree(bytes);
    JsonNode actor = entry.path("actor");
    Map<String, Object> object = new LinkedHashMap<>();
    entry
        .path("object")
        .properties()
        .forEach(
            field -> object.put(field.getKey(), json.convertValue(field.getValue(), Object.class)));
    return new LedgerEntry(
        new EntryId(id),
        caseId == null ? null : new CaseId(caseId),
        reference(entry),
        n,
        at,
        entry.path("event").asText(),
        actor.path("kind").asText(),
        actor.path("id").asText(),
        actor.path("role").asText(),
        object,
        bytes,
        Sha256.of(leaf),
        seq);
  }

  private static @Nullable CaseReference reference(JsonNode entry) {
    String text = entry.path("case").asText();
    return CaseReference.looksLikeOne(text) ? new CaseReference(text) : null;
  }

  private JsonNode tree(byte[] bytes) {
    try {
      return json.readTree(bytes);
    } catch (JsonProcessingException e) {
      return json.createObjectNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeSubject(JsonGenerator out, Subject subject) throws IOException {
    switch (subject) {
      case Subject.OfCase ofCase -> out.writeStringField("case", ofCase.reference().value());
      case Subject.OfAgency agency -> out.writeStringField("agency", agency.id().toString());
      case Subject.OfPerson person -> out.writeStringField("person", person.id().toString());
      case Subject.OfSystem _ -> {}
    }
  }
}
