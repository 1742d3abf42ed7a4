package io.chancery.source;

import io.chancery.platform.Ids;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the connectors that the configuration names. */
final class Connectors {
  private Connectors() {}

  static Map<String, SourceConnector> of(SourceConfiguration configuration, Ids ids) {
    Map<String, SourceConnector> connectors = new LinkedHashMap<>();
    configuration
        .sources()
        .forEach((name, source) ->
            connectors.put(
                name,
                new SqlConnector(
                    MappingLoader.load(
                        MappingFile.open(source.mapping()), source.domain().orElse(null)),
                    database(name, source, ids),
                    source.mediaFolder().orElse(null))));
    return connectors;
  }

  static Map<String, Manners> manners(SourceConfiguration configuration) {
    Map<String, Manners> manners = new LinkedHashMap<>();
    configuration.sources().forEach((name, source) -> manners.put(name, Manners.of(source)));
    return manners;
  }

  private static PlatformDatabase database(
      String name, SourceConfiguration.Source source, Ids ids) {
    if (source.grantor().isPresent()) {
      SourceConfiguration.Grantor grantor = source.grantor().get();
      return new PlatformDatabase(
          source.jdbcUrl(),
          new Grantor(
              grantor.jdbcUrl().orElse(source.jdbcUrl()),
              grantor.username(),
              grantor.password(),
              source.runLimit(),
              source.statementTimeout(),
              ids),
          source.statementTimeout(),
          source.fetchSize());
    }
    return new PlatformDatabase(
        source.jdbcUrl(),
        source
            .username()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "chancery.source."
                        + name
                        + " has no login; set grantor.password (deploy/platform/grantor.sql) or username")),
        source.password().orElse(""),
        source.statementTimeout(),
        source.fetchSize());
  }
}
