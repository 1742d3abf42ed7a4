package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Rows a second of a disclosure of one account's posts, beside {@code COPY (the same query) TO
 * STDOUT}, in one run on one PostgreSQL (docs/operations/collection.md). The rows are planted in
 * the sample platform and taken out again.
 */
final class ReadBenchmark {
  private static final long FIRST = 5_000_000_000L;
  private static final int WARM = 2_000_000;
  private static final Period YEARS =
      new Period(Instant.parse("2010-01-01T00:00:00Z"), Instant.parse("2011-01-01T00:00:00Z"));

  private final SamplePlatformFixture platform = SamplePlatformFixture.shared();
  private final int rows;
  private final PrintStream out;

  /** What a run measured. */
  record Figures(long rows, double readPerSecond, double copiedPerSecond, long heapMegabytes) {
    double ratio() {
      return readPerSecond / copiedPerSecond;
    }
  }

  ReadBenchmark(int rows, PrintStream out) {
    this.rows = rows;
    this.out = out;
  }

  Figures run() throws Exception {
    String account = platform.account(io.chancery.platform.embedded.SamplePlatform.QUIET);
    SamplePlatformFixture.execute(
        platform.owner(),
        // The rows refer to nothing; checking each of millions would take longer than reading them.
        "SET session_replication_role = replica",
        ("INSERT INTO statuses (id, text, created_at, updated_at, visibility, account_id, language)"
                + " SELECT %d + n, 'A post of ordinary length, number ' || n || ', about nothing at all.',"
                + " '2010-01-01'::timestamp + n * interval '1 second', now(), 0, %s, 'en'"
                + " FROM generate_series(1, %d) n")
            .formatted(FIRST, account, rows),
        "ANALYZE statuses");
    try {
      List<Double> copies = new ArrayList<>();
      List<Double> reads = new ArrayList<>();
      // One after the other. Few rows are read twice, because the first pair warms caches and
      // compiler.
      for (int round = 0; round < (rows > WARM ? 1 : 2); round++) {
        copies.add(copy(account));
        reads.add(read(account));
      }
      Figures figures =
          new Figures(
              rows,
              rows / reads.getLast(),
              rows / copies.getLast(),
              Runtime.getRuntime().maxMemory() >> 20);
      out.printf(
          Locale.ROOT,
          "rows %d, heap %d MB: read %.0f rows/s, COPY %.0f rows/s, ratio %.2f%n",
          figures.rows(),
          figures.heapMegabytes(),
          figures.readPerSecond(),
          figures.copiedPerSecond(),
          figures.ratio());
      return figures;
    } finally {
      SamplePlatformFixture.execute(
          platform.owner(),
          "SET session_replication_role = replica",
          "DELETE FROM statuses WHERE id > %d AND id <= %d".formatted(FIRST, FIRST + rows),
          "ANALYZE statuses");
    }
  }

  private double read(String account) {
    ReadGrant.Disclose grant =
        new ReadGrant.Disclose(
            new GrantId(UUID.randomUUID()),
            "social",
            account,
            List.of(new ReadGrant.Reach(FieldGroup.POSTS, YEARS)),
            Sha256.hash("scope"),
            SamplePlatformFixture.NOW.plusSeconds(60),
            SamplePlatformFixture.GOOD_SEAL);
    RecordSink nowhere =
        new RecordSink() {
          @Override
          public void record(FieldGroup group, CanonicalRecord record) {}

          @Override
          public void media(
              FieldGroup group, Sha256 digest, String extension, long bytes, InputStream content) {}
        };
    long start = System.nanoTime();
    ReadOutcome outcome = sources().disclose(grant, nowhere);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!(outcome instanceof ReadOutcome.Done done) || done.rows() != rows) {
      throw new IllegalStateException("not every planted row was read: " + outcome);
    }
    return seconds;
  }

  private Sources sources() {
    SqlConnector connector =
        new SqlConnector(
            MappingLoader.load(
                MappingFile.open("mastodon"), io.chancery.platform.embedded.SamplePlatform.DOMAIN),
            new PlatformDatabase(
                platform.url(), platform.grantor(Duration.ofHours(4)), Duration.ofHours(1), 500),
            () -> new MediaFolder(platform.media));
    return platform.sources(
        connector, Clock.fixed(SamplePlatformFixture.NOW, java.time.ZoneOffset.UTC));
  }

  private double copy(String account) throws Exception {
    Mapping.Group group =
        MappingLoader.load(
                MappingFile.open("mastodon"), io.chancery.platform.embedded.SamplePlatform.DOMAIN)
            .groups()
            .get(FieldGroup.POSTS);
    long start = System.nanoTime();
    long copied = 0;
    try (Connection connection = platform.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      for (Mapping.Query query : group.queries()) {
        copied +=
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                    "COPY ("
                        + literal(platform.connector().queries().reading(group, query), account)
                        + ") TO STDOUT",
                    OutputStream.nullOutputStream());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    if (copied != rows) {
      throw new IllegalStateException("COPY gave " + copied + " rows");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** COPY takes no parameters. */
  private static String literal(NamedSql sql, String account) {
    return sql.text()
        .replace(":account", "'" + account + "'")
        .replace(":from", "'" + YEARS.from() + "'::timestamptz")
        .replace(":until", "'" + YEARS.until() + "'::timestamptz");
  }
}
