package io.chancery.packaging;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.casework.CaseView;
import io.chancery.custody.CustodyEvent;
import io.chancery.custody.LedgerEntry;
import io.chancery.kernel.Sha256;
import io.chancery.source.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The chain of custody as a graph for investigators' software: {@code custody/custody.jsonld}, CASE
 * 1.4 and UCO 1.4 in JSON-LD. It says again what the disclosed entries say: each is an action with
 * its time, its performer by internal id, and what came before; reads and packaging name what they
 * made, with digests. People have no names here, and the records are not in it.
 */
final class CustodyGraph {
  private static final Map<String, String> PREFIXES =
      Map.of(
          "case-investigation", "https://ontology.caseontology.org/case/investigation/",
          "uco-action", "https://ontology.unifiedcyberontology.org/uco/action/",
          "uco-core", "https://ontology.unifiedcyberontology.org/uco/core/",
          "uco-identity", "https://ontology.unifiedcyberontology.org/uco/identity/",
          "uco-observable", "https://ontology.unifiedcyberontology.org/uco/observable/",
          "uco-tool", "https://ontology.unifiedcyberontology.org/uco/tool/",
          "uco-types", "https://ontology.unifiedcyberontology.org/uco/types/",
          "xsd", "http://www.w3.org/2001/XMLSchema#");

  /**
   * What the graph is about.
   *
   * @param production the production's name within the case, for example {@code P1}
   * @param origin the ledger's origin; the nodes' names begin with it
   * @param operator the platform's name
   * @param toolVersion this software's version
   */
  record About(
      String reference,
      String production,
      String origin,
      String operator,
      String toolVersion,
      CaseView.InstrumentView instrument) {}

  private final About about;
  private final Sealing.Payload payload;
  private final Function<LedgerEntry, String> sentence;
  private final ObjectNode document = CanonicalJson.object();
  private final ArrayNode graph;
  private final Map<String, String> performers = new LinkedHashMap<>();
  private final String tool;
  private final String provenance;

  private CustodyGraph(
      About about, Sealing.Payload payload, Function<LedgerEntry, String> sentence) {
    this.about = about;
    this.payload = payload;
    this.sentence = sentence;
    ObjectNode context = document.putObject("@context");
    context.put("kb", "https://" + about.origin() + "/kb/");
    new java.util.TreeMap<>(PREFIXES).forEach(context::put);
    this.graph = document.putArray("@graph");
    this.tool = name("tool", "chancery");
    this.provenance = name("provenance-record", about.production());
  }

  /**
   * The graph's bytes.
   *
   * @param entries the case's, in order; internal ones are left out
   * @param sentence says an entry in English
   */
  static byte[] of(
      About about,
      Sealing.Payload payload,
      List<LedgerEntry> entries,
      Function<LedgerEntry, String> sentence) {
    CustodyGraph graph = new CustodyGraph(about, payload, sentence);
    graph.write(
        entries.stream().filter(e -> e.disclosure() == CustodyEvent.Disclosure.DISCLOSED).toList());
    return CanonicalJson.line(graph.document);
  }

  private void write(List<LedgerEntry> entries) {
    String authorization = name("authorization", "process");
    ObjectNode investigation = node(name("investigation", ""), "case-investigation:Investigation");
    investigation.put("uco-core:name", about.reference());
    refer(investigation, "case-investigation:relevantAuthorization", authorization);
    ArrayNode objects = investigation.putArray("uco-core:object");
    objects.addObject().put("@id", provenance);

    ObjectNode process = node(authorization, "case-investigation:Authorization");
    process.put("case-investigation:authorizationType", about.instrument().kind());
    process.putArray("case-investigation:authorizationIdentifier").add(about.instrument().docket());
    time(
        process,
        "uco-core:startTime",
        about.instrument().issuedOn().atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC));

    node(name("organization", "operator"), "uco-identity:Organization")
        .put("uco-core:name", about.operator());
    node(tool, "uco-tool:Tool")
        .put("uco-core:name", "chancery")
        .put("uco-tool:version", about.toolVersion());

    String before = null;
    ArrayNode answered = CanonicalJson.object().putArray("answered");
    for (LedgerEntry entry : entries) {
      String action = name("action", String.valueOf(entry.n()));
      action(entry, action, before, answered);
      objects.addObject().put("@id", action);
      before = action;
    }
    provenanceRecord();
  }

  private void action(LedgerEntry entry, String name, @Nullable String before, ArrayNode answered) {
    ObjectNode action = node(name, "case-investigation:InvestigativeAction");
    action.put("uco-core:name", entry.event());
    action.put("uco-core:description", sentence.apply(entry));
    action
        .putArray("uco-core:tag")
        .add("entry " + entry.n())
        .add("role " + entry.role())
        .add("leaf " + entry.leafHash().hex());
    time(action, "uco-action:startTime", entry.at());
    time(action, "uco-action:endTime", entry.at());
    refer(action, "uco-action:performer", performer(entry));
    action.putArray("uco-action:instrument").addObject().put("@id", tool);
    if (before != null) {
      action.putArray("case-investigation:wasInformedBy").addObject().put("@id", before);
    }
    switch (entry.event()) {
      case "SourceAnswered" -> {
        String content = String.valueOf(entry.object().get("content"));
        String file =
            file("answer", String.valueOf(entry.n()), null, entry.object().get("bytes"), content);
        action.putArray("uco-action:result").addObject().put("@id", file);
        answered.addObject().put("@id", file);
      }
      case "PayloadSealed" -> {
        if (!answered.isEmpty()) {
          action.set("uco-action:object", answered);
        }
        action.putArray("uco-action:result").addObject().put("@id", provenance);
      }
      default -> {}
    }
  }

  /** The person by internal id; what the system does by itself, it performs. */
  private String performer(LedgerEntry entry) {
    boolean person = entry.actorKind().equals("staff") || entry.actorKind().equals("officer");
    if (!person) {
      return tool;
    }
    return performers.computeIfAbsent(
        entry.actorKind() + " " + entry.actorId(),
        key -> {
          String name = name("person", key);
          node(name, "uco-identity:Person").put("uco-core:name", key);
          return name;
        });
  }

  private void provenanceRecord() {
    ObjectNode record = node(provenance, "case-investigation:ProvenanceRecord");
    record.put(
        "uco-core:description",
        payload.files() + " payload files, each listed with its digest in manifest-sha256.txt");
    record.put(
        "case-investigation:exhibitNumber", about.reference() + "/" + about.production() + "/0001");
    ArrayNode objects = record.putArray("uco-core:object");
    objects
        .addObject()
        .put("@id", file("file", "", BagWriter.MANIFEST, null, payload.manifest().hex()));
    for (Sealing.RecordFile records : payload.records()) {
      Sha256 digest = records.digest();
      objects
          .addObject()
          .put("@id", file("file", records.path(), records.path(), records.bytes(), digest.hex()));
    }
  }

  /** A file with what is known of it; facets have names, since nodes without are not allowed. */
  private String file(
      String kind, String key, @Nullable String path, @Nullable Object bytes, String digest) {
    String name = name(kind, key);
    ArrayNode facets = node(name, "uco-observable:File").putArray("uco-core:hasFacet");
    if (path != null) {
      ObjectNode facet = facet(facets, "file-facet", kind + key, "FileFacet");
      facet.put("uco-observable:fileName", path);
      if (bytes != null) {
        typed(facet, "uco-observable:sizeInBytes", "integer", bytes.toString());
      }
    }
    ObjectNode content = facet(facets, "content-facet", kind + key, "ContentDataFacet");
    if (path == null && bytes != null) {
      typed(content, "uco-observable:sizeInBytes", "integer", bytes.toString());
    }
    ObjectNode hash = content.putArray("uco-observable:hash").addObject();
    hash.put("@id", name("hash", kind + key)).put("@type", "uco-types:Hash");
    hash.put("uco-types:hashMethod", "SHA256");
    typed(hash, "uco-types:hashValue", "hexBinary", digest);
    return name;
  }

  private ObjectNode facet(ArrayNode facets, String kind, String key, String type) {
    return facets.addObject().put("@id", name(kind, key)).put("@type", "uco-observable:" + type);
  }

  private ObjectNode node(String name, String type) {
    return graph.addObject().put("@id", name).put("@type", type);
  }

  private static void refer(ObjectNode node, String property, String name) {
    node.putObject(property).put("@id", name);
  }

  private static void time(ObjectNode node, String property, java.time.Instant at) {
    typed(node, property, "dateTime", CanonicalJson.time(at));
  }

  private static void typed(ObjectNode node, String property, String type, String value) {
    node.putObject(property).put("@type", "xsd:" + type).put("@value", value);
  }

  /** UCO wants names that end in a UUID; these are the same for the same production. */
  private String name(String kind, String key) {
    String seed = about.reference() + "/" + about.production() + "/" + kind + "/" + key;
    return "kb:" + kind + "-" + UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
  }
}
