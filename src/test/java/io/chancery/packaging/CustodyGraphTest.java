package io.chancery.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.casework.CaseView;
import io.chancery.custody.EntryId;
import io.chancery.custody.EventSentences;
import io.chancery.custody.LedgerEntry;
import io.chancery.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The graph fits the published shapes, and the shapes are really asked. */
class CustodyGraphTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final String STAFF = "5f9a3a0e-4f2e-4f0e-8a44-1f5a0a6b7c02";
  private static final EventSentences SENTENCES = new EventSentences();

  private static LedgerEntry entry(
      int n, String event, String kind, String actor, String role, Map<String, Object> object) {
    byte[] bytes = (event + n).getBytes(StandardCharsets.UTF_8);
    return new LedgerEntry(
        new EntryId(new UUID(0, n)),
        null,
        null,
        n,
        START.plusMillis(n * 1_001L),
        event,
        kind,
        actor,
        role,
        new TreeMap<>(object),
        bytes,
        Sha256.hash(bytes),
        null);
  }

  private static List<LedgerEntry> entries() {
    String digest = Sha256.hash("content").hex();
    return List.of(
        entry(1, "RequestVerified", "staff", STAFF, "clerk", Map.of("handOff", digest)),
        entry(2, "CaseViewed", "staff", STAFF, "reviewer", Map.of("page", "case")),
        entry(
            3,
            "SourceAnswered",
            "system",
            "system",
            "system",
            Map.of("grant", "g", "rows", 7, "bytes", 4567, "content", digest)),
        entry(
            4,
            "PayloadSealed",
            "system",
            "system",
            "system",
            Map.of("production", "p", "manifest", digest, "files", 2, "bytes", 99)));
  }

  private static byte[] graph(List<LedgerEntry> entries) {
    return CustodyGraph.of(
        new CustodyGraph.About(
            "LER-2026-000123",
            "P1",
            "platform.example/ledger",
            "Example Platform Inc.",
            "0.1.0",
            new CaseView.InstrumentView(
                "search-warrant",
                "18 U.S.C. 2703(a)",
                true,
                "District Court of Metro",
                "court",
                "26-SW-0099",
                LocalDate.of(2026, 11, 1),
                Sha256.hash("instrument"),
                1)),
        new Sealing.Payload(
            Sha256.hash("manifest"),
            2,
            99,
            List.of(
                new Sealing.RecordFile(
                    "data/accounts/1/records/posts.jsonl", 53, Sha256.hash("posts"), 7)),
            List.of()),
        entries,
        entry -> SENTENCES.sentence(entry, Locale.ENGLISH));
  }

  @Test
  void itFitsTheShapesWithoutARemark() {
    assertThat(CaseOntology.problems(graph(entries()))).isEmpty();
  }

  @Test
  void seededErrorsAreFound() {
    String good = new String(graph(entries()), StandardCharsets.UTF_8);
    Map<String, String> errors =
        Map.of(
            "\"case-investigation:exhibitNumber\":\"LER-2026-000123/P1/0001\"",
            "\"case-investigation:exhibitNumber\":1",
            "\"xsd:hexBinary\",\"@value\":\"" + Sha256.hash("posts").hex() + "\"",
            "\"xsd:hexBinary\",\"@value\":\"not hex\"",
            "\"@value\":\"2026-11-20T10:00:01.001Z\"",
            "\"@value\":\"2026-11-20T10:00Z\"",
            "\"@type\":\"xsd:integer\",\"@value\":\"53\"",
            "\"@type\":\"xsd:string\",\"@value\":\"53\"",
            "\"@type\":\"uco-identity:Person\"",
            "\"@type\":\"uco-types:Hash\"");
    errors.forEach((from, to) -> {
      assertThat(good).contains(from);
      assertThat(CaseOntology.problems(good.replace(from, to).getBytes(StandardCharsets.UTF_8)))
          .as(to)
          .isNotEmpty();
    });
  }

  @Test
  void disclosedEntriesAreAChainAndInternalOnesAreLeftOut() throws Exception {
    JsonNode nodes = new ObjectMapper().readTree(graph(entries())).get("@graph");
    List<JsonNode> actions = new ArrayList<>();
    nodes.forEach(n -> {
      if (n.get("@type").asText().equals("case-investigation:InvestigativeAction")) {
        actions.add(n);
      }
    });

    assertThat(actions)
        .extracting(a -> a.get("uco-core:name").asText())
        .containsExactly("RequestVerified", "SourceAnswered", "PayloadSealed");
    for (int i = 1; i < actions.size(); i++) {
      assertThat(actions.get(i).at("/case-investigation:wasInformedBy/0/@id"))
          .isEqualTo(actions.get(i - 1).get("@id"));
    }
    JsonNode sealed = actions.getLast();
    assertThat(sealed.at("/uco-action:object/0/@id"))
        .isEqualTo(actions.get(1).at("/uco-action:result/0/@id"));
    assertThat(nodes.toString()).contains("staff " + STAFF, Sha256.hash("manifest").hex());
  }

  @Test
  void theSameEntriesAreTheSameBytes() {
    assertThat(graph(entries())).isEqualTo(graph(entries()));
  }
}
