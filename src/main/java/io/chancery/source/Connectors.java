package io.chancery.source;

import io.chancery.platform.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the connectors that the configuration names. */
final class Connectors {
  private Connectors() {}

  static Map<String, SourceConnector> of(SourceConfiguration configuration, Ids ids) {
    Map<String, SourceConnector> connectors = new LinkedHashMap<>();
    configuration
        .sources()
        .forEach((name, source) -> connectors.put(name, connector(name, source, ids)));
    return connectors;
  }

  private static SourceConnector connector(
      String name, SourceConfiguration.Source source, Ids ids) {
    Mapping mapping =
        MappingLoader.load(
            MappingFile.open(source.mapping()), source.domain().orElse(null), source.kind());
    return switch (source.kind()) {
      case SQL -> new SqlConnector(mapping, database(name, source, ids), media(source));
      case X_ARCHIVE -> new ArchiveConnector(mapping, needed(name, "archives", source.archives()));
      case HTTP ->
          new HttpConnector(
              mapping,
              new HttpPlatform(needed(name, "http.base-url", source.http())),
              media(source));
    };
  }

  static Map<String, Manners> manners(SourceConfiguration configuration) {
    Map<String, Manners> manners = new LinkedHashMap<>();
    configuration.sources().forEach((name, source) -> manners.put(name, Manners.of(source)));
    return manners;
  }

  private static <T> T needed(String name, String key, Optional<T> value) {
    return value.orElseThrow(() ->
        new IllegalArgumentException(
            "chancery.source." + name + "." + key + " is missing; this kind of source needs it"));
  }

  private static Supplier<MediaStore> media(SourceConfiguration.Source source) {
    if (source.mediaS3().isEmpty()) {
      return () -> new MediaFolder(source.mediaFolder().orElse(null));
    }
    SourceConfiguration.S3 bucket = source.mediaS3().get();
    S3Client client = client(bucket);
    return () -> new S3Media(client, bucket.bucket(), bucket.prefix().orElse(""));
  }

  private static S3Client client(SourceConfiguration.S3 bucket) {
    S3ClientBuilder builder = S3Client.builder().region(Region.of(bucket.region()));
    bucket.endpoint().ifPresent(at -> builder.endpointOverride(at).forcePathStyle(true));
    if (bucket.accessKey().isPresent() && bucket.secretKey().isPresent()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(bucket.accessKey().get(), bucket.secretKey().get())));
    }
    return builder.build();
  }

  private static PlatformDatabase database(
      String name, SourceConfiguration.Source source, Ids ids) {
    String url = needed(name, "jdbc-url", source.jdbcUrl());
    if (source.grantor().isPresent()) {
      SourceConfiguration.Grantor grantor = source.grantor().get();
      return new PlatformDatabase(
          url,
          new Grantor(
              grantor.jdbcUrl().orElse(url),
              grantor.username(),
              grantor.password(),
              source.runLimit(),
              source.statementTimeout(),
              ids),
          source.statementTimeout(),
          source.fetchSize());
    }
    return new PlatformDatabase(
        url,
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
