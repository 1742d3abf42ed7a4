package io.chancery.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Identifier;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.platform.IdsForTests;
import io.chancery.platform.embedded.SamplePlatform;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One real PostgreSQL for the tests of this package: a sample platform and a portal's database. */
final class SamplePlatformFixture {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final byte[] GOOD_SEAL = {1, 2, 3};
  static final String READER = "chancery_reader";
  static final String GRANTOR = "chancery_grantor";
  private static SamplePlatformFixture shared;

  final EmbeddedPostgres postgres;
  final Path media;

  private SamplePlatformFixture() throws Exception {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
            .start();
    media = Files.createTempDirectory("sample-media");
    execute(postgres.getPostgresDatabase(), "CREATE DATABASE platform", "CREATE DATABASE portal");
    // As an operator does it: once, and again when the file is newer.
    execute(owner(), resource("/platform/grantor.sql"));
    execute(owner(), resource("/platform/grantor.sql"));
    execute(owner(), "ALTER ROLE " + GRANTOR + " PASSWORD 'grantor'");
    requirePasswords();
    SamplePlatform.create(owner(), media, READER);
    execute(portal(), resource("/db/migration/V202611211300__source.sql"));
    execute(portal(), resource("/db/migration/V202611221100__read_grants.sql"));
  }

  /** The library's server trusts everybody; ours asks whoever is not its superuser. */
  private void requirePasswords() throws IOException {
    Path hba = Path.of(list(owner(), "SHOW hba_file").getFirst());
    Files.writeString(
        hba,
        "local all postgres trust\nhost all postgres all trust\nhost all all all scram-sha-256\n");
    execute(owner(), "SELECT pg_reload_conf()");
  }

  static String resource(String name) throws IOException {
    try (InputStream in = SamplePlatformFixture.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static synchronized SamplePlatformFixture shared() {
    if (shared == null) {
      try {
        shared = new SamplePlatformFixture();
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> {
                  try {
                    shared.postgres.close();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return shared;
  }

  DataSource owner() {
    return postgres.getDatabase("postgres", "platform");
  }

  DataSource portal() {
    return postgres.getDatabase("postgres", "portal");
  }

  /** A login as a run has it; the caller closes it at the grantor. */
  DataSource login(Grantor.Login login) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser(login.name());
    source.setPassword(login.password());
    return source;
  }

  String url() {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/platform";
  }

  Grantor grantor() {
    return grantor(Duration.ofMinutes(10));
  }

  Grantor grantor(Duration runLimit) {
    return new Grantor(
        url(),
        GRANTOR,
        "grantor",
        runLimit,
        Duration.ofMinutes(2),
        IdsForTests.over(Clock.systemUTC()));
  }

  static String newRun() {
    return PlatformRecord.runName(new GrantId(UUID.randomUUID()), 1);
  }

  SqlConnector connector() {
    return connector(500);
  }

  SqlConnector connector(int fetchSize) {
    return new SqlConnector(
        MappingLoader.load(MappingFile.open("mastodon"), SamplePlatform.DOMAIN),
        new PlatformDatabase(url(), grantor(), Duration.ofMinutes(2), fetchSize),
        () -> new MediaFolder(media));
  }

  Sources sources() {
    return sources(connector(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  Sources sources(SourceConnector connector, Clock clock) {
    return sources(connector, Manners.PLAIN, portal(), clock);
  }

  static Sources sources(
      SourceConnector connector, Manners manners, DataSource portal, Clock clock) {
    return new Sources(
        Map.of("social", connector),
        Map.of("social", manners),
        (signed, seal) -> Arrays.equals(seal, GOOD_SEAL),
        portal,
        clock);
  }

  static ReadGrant.Snapshot snapshot(String account, List<ReadGrant.Reach> reaches) {
    return new ReadGrant.Snapshot(
        new GrantId(UUID.randomUUID()), "social", account, reaches, NOW.plusSeconds(60), GOOD_SEAL);
  }

  static ReadGrant.Disclose disclose(String account, List<ReadGrant.Reach> reaches) {
    return new ReadGrant.Disclose(
        new GrantId(UUID.randomUUID()),
        "social",
        account,
        reaches,
        Sha256.hash("scope"),
        NOW.plusSeconds(60),
        GOOD_SEAL);
  }

  static ReadGrant.Resolve resolve(Identifier.Kind kind, String value) {
    return new ReadGrant.Resolve(
        new GrantId(UUID.randomUUID()),
        "social",
        new Identifier(kind, value),
        NOW.plusSeconds(60),
        GOOD_SEAL);
  }

  static Period period(String from, String until) {
    return new Period(Instant.parse(from), Instant.parse(until));
  }

  static final Period DEMO = new Period(SamplePlatform.DEMO_FROM, SamplePlatform.DEMO_UNTIL);

  /** Everything of one account over one period. */
  static List<ReadGrant.Reach> everything(Period period) {
    return Arrays.stream(FieldGroup.values()).map(g -> new ReadGrant.Reach(g, period)).toList();
  }

  String account(String username) {
    return one(
        "SELECT id::text FROM accounts WHERE domain IS NULL AND username = '" + username + "'");
  }

  String one(String sql) {
    List<String> rows = list(sql);
    return rows.isEmpty() ? null : rows.getFirst();
  }

  List<String> list(String sql) {
    return list(owner(), sql);
  }

  static List<String> list(DataSource source, String sql) {
    List<String> values = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  static void execute(DataSource source, String... sqls) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : sqls) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A sink that keeps everything. */
  static class Kept implements RecordSink {
    final Map<FieldGroup, ByteArrayOutputStream> lines = new EnumMap<>(FieldGroup.class);
    final Map<FieldGroup, List<CanonicalRecord>> records = new EnumMap<>(FieldGroup.class);
    final Map<String, byte[]> media = new LinkedHashMap<>();
    final List<String> calls = new ArrayList<>();
    int attempt;
    Sha256 query;

    @Override
    public void begun(int number, Sha256 digest) {
      attempt = number;
      query = digest;
      calls.add("begun");
    }

    @Override
    public void begin(FieldGroup group) {
      calls.add("begin " + group.key());
      lines.put(group, new ByteArrayOutputStream());
      records.put(group, new ArrayList<>());
    }

    @Override
    public void record(FieldGroup group, CanonicalRecord record) throws IOException {
      lines.get(group).write(record.line());
      records.get(group).add(record);
    }

    @Override
    public void media(
        FieldGroup group, Sha256 digest, String extension, long bytes, InputStream content)
        throws IOException {
      media.put(digest + "." + extension, content.readAllBytes());
    }

    @Override
    public boolean again(int number, Failure reason) {
      calls.clear();
      lines.clear();
      records.clear();
      media.clear();
      calls.add("again " + number + " " + reason);
      return true;
    }

    @Override
    public void end(FieldGroup group) {
      calls.add("end " + group.key());
    }

    List<String> ids(FieldGroup group) {
      return records.get(group).stream().map(CanonicalRecord::id).toList();
    }

    List<ObjectNode> objects(FieldGroup group) throws IOException {
      List<ObjectNode> objects = new ArrayList<>();
      for (CanonicalRecord record : records.get(group)) {
        objects.add(CanonicalJson.parse(record.line()));
      }
      return objects;
    }

    String all() {
      StringBuilder all = new StringBuilder();
      lines.values().forEach(l -> all.append(l.toString(StandardCharsets.UTF_8)));
      return all.toString();
    }
  }
}
