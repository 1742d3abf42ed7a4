package io.chancery.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.sparql.graph.GraphFactory;

/** The shapes of CASE 1.4 and UCO 1.4, checked by Apache Jena. */
final class CaseOntology {
  private static final Graph ONTOLOGY = load();
  private static final Shapes SHAPES = Shapes.parse(ONTOLOGY);

  private CaseOntology() {}

  /** What is wrong with a JSON-LD document: violations, warnings and remarks alike. */
  static List<String> problems(byte[] document) {
    Graph data = GraphFactory.createDefaultGraph();
    RDFDataMgr.read(data, new ByteArrayInputStream(document), Lang.JSONLD);
    // The shapes follow rdfs:subClassOf, which stands in the ontology.
    GraphUtil.addInto(data, ONTOLOGY);
    return ShaclValidator.get().validate(SHAPES, data).getEntries().stream()
        .map(e -> e.focusNode() + ": " + e.message())
        .toList();
  }

  private static Graph load() {
    Graph graph = GraphFactory.createDefaultGraph();
    InputStream archive =
        Objects.requireNonNull(
            CaseOntology.class.getResourceAsStream("/case-uco/ontology-1.4.0.zip"));
    try (ZipInputStream zip = new ZipInputStream(archive)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".ttl")) {
          String turtle = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
          // A defect of UCO 1.4.0: $this is selected without being grouped by, which SPARQL
          // forbids.
          turtle = turtle.replace("GROUP BY ?value", "GROUP BY $this ?value");
          RDFDataMgr.read(graph, new StringReader(turtle), "urn:x-base:", Lang.TURTLE);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return graph;
  }
}
