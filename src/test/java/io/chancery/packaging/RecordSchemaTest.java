package io.chancery.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.chancery.kernel.FieldGroup;
import io.chancery.platform.embedded.SamplePlatform;
import io.chancery.source.CanonicalJson;
import io.chancery.source.CollectedSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is written fits docs/formats/records.schema.json, and what does not fit is refused by it.
 */
class RecordSchemaTest {
  private static final ObjectNode DOCUMENT = document();
  private static final Map<FieldGroup, JsonSchema> SCHEMAS = schemas();

  private static ObjectNode document() {
    try {
      return CanonicalJson.parse(Files.readAllBytes(Path.of("docs/formats/records.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<FieldGroup, JsonSchema> schemas() {
    Map<FieldGroup, JsonSchema> schemas = new EnumMap<>(FieldGroup.class);
    for (FieldGroup group : FieldGroup.values()) {
      assertThat(DOCUMENT.get("$defs").has(group.key())).as(group.key()).isTrue();
      ObjectNode schema = DOCUMENT.deepCopy();
      schema.remove("anyOf");
      schema.put("$ref", "#/$defs/" + group.key());
      schemas.put(
          group, JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema));
    }
    return schemas;
  }

  @Test
  void everyRecordOfTheSamplePlatformFits() throws IOException {
    CollectedSample sample = CollectedSample.of(SamplePlatform.TARGET, PackageFixture.QUARTER);
    int records = 0;
    for (Map.Entry<FieldGroup, byte[]> file : sample.records().entrySet()) {
      List<String> lines = new String(file.getValue(), StandardCharsets.UTF_8).lines().toList();
      for (String line : lines) {
        ObjectNode record = CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8));
        assertThat(SCHEMAS.get(file.getKey()).validate(record)).as(line).isEmpty();
        records++;
      }
    }
    assertThat(records).isGreaterThan(300);
  }

  @ParameterizedTest
  @EnumSource(FieldGroup.class)
  void theFieldsOfEveryShippedMappingFit(FieldGroup group) throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    try (Stream<Path> mappings = Files.list(Path.of("src/main/resources/mappings"))) {
      for (Path path : mappings.filter(p -> p.toString().endsWith(".yaml")).toList()) {
        var fields = yaml.readTree(path.toFile()).at("/groups/" + group.key() + "/fields");
        if (!fields.isMissingNode()) {
          ObjectNode record = CanonicalJson.object();
          fields.forEach(f ->
              value(
                  record,
                  f.get("name").asText(),
                  f.get("type").asText(),
                  f.get("name").asText().equals("direction")));
          record.put("id", "1").put("source", "system.table").put("retention", "live");
          assertThat(SCHEMAS.get(group).validate(record)).as(path + " " + record).isEmpty();
        }
      }
    }
  }

  private static void value(ObjectNode record, String name, String type, boolean direction) {
    String digest = "0".repeat(64);
    switch (type) {
      case "text" -> record.put(name, direction ? "sent" : "text");
      case "address" -> record.put(name, "192.0.2.1");
      case "texts" -> record.putArray(name).add("text");
      case "integer" -> record.put(name, 7);
      case "boolean" -> record.put(name, true);
      case "time" -> record.put(name, "2026-02-03T04:05:06.007Z");
      case "file-digest" -> record.put(name, digest);
      case "file-name" -> record.put(name, digest + ".png");
      case "file-names" -> record.putArray(name).add(digest + ".png").add("missing");
      default -> throw new AssertionError(type + " is no type of a mapping");
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    ObjectNode good = PackageFixture.post("1", "hello");
    assertThat(SCHEMAS.get(FieldGroup.POSTS).validate(good)).isEmpty();
    List<ObjectNode> bad =
        List.of(
            good.deepCopy().put("id", 1),
            good.deepCopy().put("createdAt", "2026-02-03T04:05:06Z"),
            good.deepCopy().put("createdAt", "2026-02-03T04:05:06.007+01:00"),
            good.deepCopy().putNull("createdAt"),
            good.deepCopy().put("retention", "gone"),
            good.deepCopy().put("attachments", "none"),
            good.deepCopy().put("otherAt", "yesterday"),
            good.deepCopy().put("Upper", "x"),
            good.deepCopy().put("fraction", 1.5),
            good.deepCopy().without("source"));
    for (ObjectNode record : bad) {
      assertThat(SCHEMAS.get(FieldGroup.POSTS).validate(record)).as(record.toString()).isNotEmpty();
    }
  }
}
