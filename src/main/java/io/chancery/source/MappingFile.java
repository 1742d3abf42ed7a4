package io.chancery.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.chancery.kernel.Sha256;
import io.chancery.platform.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A mapping file's text, its tree, and the line of each place in it. */
final class MappingFile {
  private final String name;
  private final YamlFile yaml;

  private MappingFile(String name, byte[] bytes) {
    this.name = name;
    try {
      this.yaml = YamlFile.parse(bytes);
    } catch (YamlFile.NotYaml e) {
      throw new InvalidMapping(name, List.of(e.finding()));
    }
  }

  /** A shipped mapping by its name, or a file by its path. */
  static MappingFile open(String mapping) {
    boolean shipped = mapping.matches("[a-z][a-z0-9-]*");
    String name = shipped ? "mappings/" + mapping + ".yaml" : mapping;
    try {
      if (!shipped) {
        return new MappingFile(name, Files.readAllBytes(Path.of(mapping)));
      }
      try (InputStream in = MappingFile.class.getResourceAsStream("/" + name)) {
        if (in == null) {
          throw new InvalidMapping(
              name, List.of("is not shipped; name a shipped mapping or give the path of a file"));
        }
        return new MappingFile(name, in.readAllBytes());
      }
    } catch (IOException e) {
      throw new InvalidMapping(
          name,
          List.of("cannot be read; check that the file exists and that the portal may read it"));
    }
  }

  String name() {
    return name;
  }

  Sha256 digest() {
    return yaml.digest();
  }

  /** The node at a pointer; missing when there is none. */
  JsonNode at(String pointer) {
    return yaml.at(pointer);
  }

  /** "line 12 (/groups/posts): ..." */
  String place(String pointer) {
    return yaml.place(pointer);
  }

  /** Where it departs from the schema. */
  List<String> misfits() {
    return yaml.misfits("/mappings/mapping.schema.json");
  }
}
