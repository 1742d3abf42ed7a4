package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Identifier;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A database with the published tables of a platform in the tests' PostgreSQL, read by a login that
 * has the shipped grants and no others.
 */
final class PublishedPlatform {
  /** What the tests ask about, and the moments around it. */
  static final Period ASKED =
      SamplePlatformFixture.period("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");

  static final List<Instant> INSIDE =
      List.of(
          Instant.parse("2026-02-01T00:00:00Z"),
          Instant.parse("2026-02-14T12:00:00.5Z"),
          Instant.parse("2026-02-28T23:59:59.999Z"));
  static final List<Instant> OUTSIDE =
      List.of(
          Instant.parse("2026-01-31T23:59:59Z"),
          Instant.parse("2026-01-31T23:59:59.999Z"),
          Instant.parse("2026-03-01T00:00:00Z"),
          Instant.parse("2026-03-01T00:00:01Z"));

  private final SamplePlatformFixture server = SamplePlatformFixture.shared();
  private final String name;
  private final SqlConnector connector;

  PublishedPlatform(String name, String domain, Path media) {
    this.name = name;
    String reader = name + "_reader";
    SamplePlatformFixture.execute(
        server.postgres.getPostgresDatabase(),
        "CREATE DATABASE " + name,
        "CREATE ROLE " + reader + " LOGIN PASSWORD 'reader'");
    SamplePlatformFixture.execute(
        owner(),
        resource("/published/" + name + ".sql"),
        resource("/mappings/" + name + "-grants.sql").replace("${reader}", reader));
    connector =
        new SqlConnector(
            MappingLoader.load(MappingFile.open(name), domain),
            new PlatformDatabase(
                server.postgres.getJdbcUrl(reader, name),
                reader,
                "reader",
                Duration.ofMinutes(1),
                2),
            () -> new MediaFolder(media));
  }

  private static String resource(String path) {
    try (InputStream in = PublishedPlatform.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataSource owner() {
    return server.postgres.getDatabase("postgres", name);
  }

  void insert(String sql, Object... values) {
    try (Connection connection = owner().getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(
            i + 1,
            values[i] instanceof Instant at
                ? at.atOffset(ZoneOffset.UTC).toLocalDateTime()
                : values[i]);
      }
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  Sources sources() {
    return server.sources(connector, Clock.fixed(SamplePlatformFixture.NOW, ZoneOffset.UTC));
  }

  SourceDictionary dictionary() {
    return connector.dictionary();
  }

  /** The account that an identifier leads to, or null. */
  String resolve(Identifier.Kind kind, String value) {
    return sources().resolve(SamplePlatformFixture.resolve(kind, value))
            instanceof Resolution.Found found
        ? found.accounts().getFirst()
        : null;
  }

  /** One group of one account over the asked period. */
  SamplePlatformFixture.Kept read(String account, FieldGroup group) {
    SamplePlatformFixture.Kept kept = new SamplePlatformFixture.Kept();
    ReadOutcome outcome =
        sources()
            .disclose(
                SamplePlatformFixture.disclose(account, List.of(new ReadGrant.Reach(group, ASKED))),
                kept);
    if (!(outcome instanceof ReadOutcome.Done)) {
      throw new AssertionError(group + ": " + outcome);
    }
    return kept;
  }

  long count(String account, FieldGroup group) {
    ReadGrant.Reach reach = new ReadGrant.Reach(group, ASKED);
    return ((Counting.Counted) sources().count(counting(account, List.of(reach))))
        .records()
        .get(reach);
  }

  /** The accounts that share a sign with this one, each as {@code <hint> <account>}. */
  List<String> linked(String account) {
    return ((Linking.Sought) sources().linked(counting(account, List.of()), ReadWatch.NOBODY))
        .links().stream().map(link -> link.hint() + " " + link.accountId()).toList();
  }

  private static ReadGrant.Count counting(String account, List<ReadGrant.Reach> reaches) {
    return new ReadGrant.Count(
        new GrantId(UUID.randomUUID()),
        "social",
        account,
        reaches,
        SamplePlatformFixture.NOW.plusSeconds(60),
        SamplePlatformFixture.GOOD_SEAL);
  }
}
