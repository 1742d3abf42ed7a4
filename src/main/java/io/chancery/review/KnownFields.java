package io.chancery.review;

import io.chancery.source.SourceDictionary;
import io.chancery.source.Sources;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The fields that the platform's mapping knows: what an item can be narrowed to. */
@ApplicationScoped
class KnownFields {
  private final Sources sources;
  private final String source;

  KnownFields(
      Sources sources,
      @ConfigProperty(name = "chancery.collection.source", defaultValue = "platform")
          String source) {
    this.sources = sources;
    this.source = source;
  }

  /** Names by the key of their field group, in the order of the columns. */
  Map<String, List<String>> all() {
    Map<String, List<String>> known = new TreeMap<>();
    for (SourceDictionary.Group group : sources.dictionary(source).groups()) {
      known.put(group.group().key(), group.names());
    }
    return known;
  }
}
