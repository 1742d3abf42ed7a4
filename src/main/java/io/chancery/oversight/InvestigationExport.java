package io.chancery.oversight;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.custody.LedgerEntry;
import io.chancery.kernel.CaseReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes an investigation as JSON or CSV, entry by entry: as large as it may be. */
@ApplicationScoped
class InvestigationExport {
  private static final CSVFormat CSV =
      CSVFormat.RFC4180
          .builder()
          .setHeader("id", "at", "way", "event", "role", "case", "number", "seq", "object")
          .get();

  private final Investigations investigations;
  private final ObjectMapper json;

  InvestigationExport(Investigations investigations, ObjectMapper json) {
    this.investigations = investigations;
    this.json = json;
  }

  /** Rights, acts and entries. */
  void json(Investigation asked, OutputStream out) throws IOException {
    try (JsonGenerator to = json.createGenerator(out)) {
      to.writeStartObject();
      to.writeStringField("person", asked.person().toString());
      to.writeStringField("name", asked.name());
      to.writeStringField("title", asked.title());
      to.writeStringField("from", asked.period().from().toString());
      to.writeStringField("until", asked.period().until().toString());
      to.writePOJOField("rights", asked.rights());
      to.writePOJOField("acts", asked.acts());
      to.writeArrayFieldStart("entries");
      investigations.entries(asked, entry -> write(entry, to));
      to.writeEndArray();
      to.writeEndObject();
    }
  }

  /**
   * The entries alone. No cell is taken for a formula: each holds an id, a time, a code, a number
   * or an object in braces.
   */
  void csv(Investigation asked, OutputStream out) throws IOException {
    CSVPrinter to = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), CSV);
    investigations.entries(
        asked,
        entry -> {
          try {
            to.printRecord(
                entry.id(),
                entry.at(),
                way(entry),
                entry.event(),
                entry.role(),
                reference(entry),
                number(entry),
                entry.seq(),
                json.writeValueAsString(entry.object()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    to.flush();
  }

  private static void write(LedgerEntry entry, JsonGenerator to) {
    try {
      to.writeStartObject();
      to.writeStringField("id", entry.id().toString());
      to.writeStringField("at", entry.at().toString());
      to.writeStringField("way", way(entry));
      to.writeStringField("event", entry.event());
      to.writeStringField("role", entry.role());
      to.writeStringField("case", reference(entry));
      to.writePOJOField("number", number(entry));
      to.writePOJOField("seq", entry.seq());
      to.writePOJOField("object", entry.object());
      to.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String way(LedgerEntry entry) {
    return Investigation.Way.of(entry).name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String reference(LedgerEntry entry) {
    CaseReference reference = entry.reference();
    return reference == null ? null : reference.value();
  }

  private static @Nullable Long number(LedgerEntry entry) {
    return entry.caseId() == null ? null : entry.n();
  }
}
