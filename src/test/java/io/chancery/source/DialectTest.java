package io.chancery.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Identifier.Kind;
import io.chancery.kernel.ReadGrant;
import io.chancery.source.SamplePlatformFixture.Kept;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same mapping on a real PostgreSQL and a real MariaDB, whose times are written in a zone of
 * their own: the same records, the same refusals.
 */
class DialectTest {
  @TempDir static Path folder;
  private static Process mariadb;
  private static String mariadbUrl;

  @BeforeAll
  static void start() throws Exception {
    Path data = folder.resolve("data");
    run(
        "mariadb-install-db",
        "--no-defaults",
        "--datadir=" + data,
        "--auth-root-authentication-method=normal",
        "--user=" + System.getProperty("user.name"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    mariadb =
        new ProcessBuilder(
                "mariadbd",
                "--no-defaults",
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + folder.resolve("s"),
                "--user=" + System.getProperty("user.name"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    mariadbUrl = "jdbc:mariadb://127.0.0.1:" + port + "/";
    for (long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); ; ) {
      try (Connection ready = DriverManager.getConnection(mariadbUrl + "mysql", "root", "")) {
        break;
      } catch (SQLException e) {
        if (!mariadb.isAlive() || System.nanoTime() > until) {
          throw new IllegalStateException(Files.readString(folder.resolve("log")), e);
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
    fill(
        DriverManager.getConnection(mariadbUrl + "mysql", "root", ""),
        "CREATE DATABASE dialect",
        "USE dialect",
        "CREATE TABLE accounts (id bigint, name varchar(50))",
        "CREATE TABLE posts (id varchar(20), account bigint, made datetime(6), body text, tags text, pinned boolean)",
        "CREATE USER reader@localhost IDENTIFIED BY 'reader'",
        "GRANT SELECT ON dialect.* TO reader@localhost",
        "CREATE USER writer@localhost IDENTIFIED BY 'reader'",
        "GRANT SELECT, INSERT ON dialect.posts TO writer@localhost",
        "CREATE ROLE strong",
        "GRANT DELETE ON dialect.* TO strong",
        "CREATE USER climber@localhost IDENTIFIED BY 'reader'",
        "GRANT SELECT ON dialect.* TO climber@localhost",
        "GRANT strong TO climber@localhost");
    SamplePlatformFixture.execute(
        SamplePlatformFixture.shared().postgres.getPostgresDatabase(), "CREATE DATABASE dialect");
    fill(
        SamplePlatformFixture.shared().postgres.getDatabase("postgres", "dialect").getConnection(),
        "CREATE TABLE accounts (id bigint, name varchar(50))",
        "CREATE TABLE posts (id varchar(20), account bigint, made timestamp(6), body text, tags text, pinned boolean)",
        "CREATE ROLE dialect_reader LOGIN PASSWORD 'reader'",
        "GRANT SELECT ON accounts, posts TO dialect_reader",
        "CREATE ROLE dialect_writer LOGIN PASSWORD 'reader'",
        "GRANT SELECT, INSERT ON posts TO dialect_writer");
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("install").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("install")));
    }
  }

  private static void fill(Connection opened, String... schema) throws SQLException {
    try (Connection connection = opened;
        Statement statement = connection.createStatement()) {
      for (String sql : schema) {
        statement.execute(sql);
      }
      statement.execute(
          "INSERT INTO accounts VALUES (1, 'mia'), (2, 'mia2'), (3, 'twin'), (4, 'twin')");
      // The platform writes times of +01:00: midnight there is 23:00 in UTC.
      String[] in = {
        "2026-02-01 01:00:00", "2026-02-10 12:00:00.123456", "2026-03-01 00:59:59.999999"
      };
      String[] out = {
        "2026-02-01 00:59:59",
        "2026-02-01 00:59:59.999999",
        "2026-03-01 01:00:00",
        "2026-03-01 01:00:01"
      };
      int id = 100;
      for (String at : in) {
        for (String tail : new String[] {"", "é"}) {
          statement.execute(
              "INSERT INTO posts VALUES ('"
                  + id++
                  + tail
                  + "', 1, '"
                  + at
                  + "', 'in', '[\"a\",\"b\"]', true)");
        }
        statement.execute(
            "INSERT INTO posts VALUES ('" + id++ + "', 2, '" + at + "', 'out', null, false)");
      }
      for (String at : out) {
        statement.execute(
            "INSERT INTO posts VALUES ('" + id++ + "', 1, '" + at + "', 'out', null, false)");
      }
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    mariadb.destroy();
    if (!mariadb.waitFor(20, TimeUnit.SECONDS)) {
      mariadb.destroyForcibly();
    }
  }

  private static Sources sources(Dialect dialect, String login, String sql, Duration timeout)
      throws IOException {
    String id = dialect == Dialect.MARIADB ? "CAST(id AS CHAR)" : "id::text";
    Path file = Files.writeString(folder.resolve("dialect.yaml"), mapping(id, sql));
    String url =
        dialect == Dialect.MARIADB
            ? mariadbUrl + "dialect"
            : SamplePlatformFixture.shared().postgres.getJdbcUrl("x", "dialect");
    return SamplePlatformFixture.shared()
        .sources(
            new SqlConnector(
                MappingLoader.load(MappingFile.open(file.toString()), null),
                new PlatformDatabase(
                    url,
                    (dialect == Dialect.MARIADB ? "" : "dialect_") + login,
                    "reader",
                    timeout,
                    2),
                () -> new MediaFolder(null)),
            Clock.fixed(SamplePlatformFixture.NOW, ZoneOffset.UTC));
  }

  /** A mapping with one group, whose times are written in +01:00. */
  static String mapping(String id, String sql) {
    StringBuilder text =
        new StringBuilder("version: 1\nsystem: dialect\ntimeZone: '+01:00'\nidentifiers:\n");
    text.append(
        "  username: {pattern: '(?<value>[a-z0-9]+)', queries: [\"SELECT "
            + id
            + " FROM accounts WHERE name = :identifier\"]}\n");
    for (String kind : List.of("profile-url", "account-id", "email", "phone")) {
      text.append("  " + kind + ": {notHeld: none}\n");
    }
    text.append("groups:\n");
    for (FieldGroup group : FieldGroup.values()) {
      if (group != FieldGroup.POSTS) {
        text.append("  " + group.key() + ": {notHeld: none}\n");
      }
    }
    text.append(
        "  posts:\n    period: event\n    periodMeaning: Posts.\n    time: createdAt\n    fields:\n");
    for (String field :
        List.of("id:text", "createdAt:time", "text:text", "tags:texts", "pinned:boolean")) {
      String[] parts = field.split(":");
      text.append(
          "      - {name: "
              + parts[0]
              + ", type: "
              + parts[1]
              + ", sensitivity: content, meaning: x}\n");
    }
    text.append("    queries:\n      - table: posts\n        sql: |\n          " + sql + "\n");
    return text.toString();
  }

  private static final String POSTS =
      "SELECT id AS \"id\", made AS \"createdAt\", body AS \"text\", TAGS AS \"tags\", pinned AS \"pinned\" FROM posts WHERE account = CAST(:account AS DECIMAL) AND made >= :from AND made < :until";

  private static ReadOutcome read(Sources sources, Kept kept) {
    return sources.disclose(
        SamplePlatformFixture.disclose(
            "1", List.of(new ReadGrant.Reach(FieldGroup.POSTS, PublishedPlatform.ASKED))),
        kept);
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void theAskedPeriodIsExactInThePlatformsOwnZone(Dialect dialect) throws IOException {
    String tags =
        dialect == Dialect.MARIADB ? "tags" : "ARRAY(SELECT json_array_elements_text(tags::json))";
    Sources sources =
        sources(dialect, "reader", POSTS.replace("TAGS", tags), Duration.ofSeconds(20));
    Kept kept = new Kept();

    assertThat(read(sources, kept)).isInstanceOf(ReadOutcome.Done.class);
    assertThat(kept.all()).doesNotContain("out");
    List<String> seen = new ArrayList<>();
    for (ObjectNode post : kept.objects(FieldGroup.POSTS)) {
      seen.add(
          post.get("id").asText()
              + " "
              + post.get("createdAt").asText()
              + " "
              + post.get("tags")
              + " "
              + post.get("pinned"));
    }
    assertThat(seen)
        .containsExactly(
            "100 2026-02-01T00:00:00.000Z [\"a\",\"b\"] true",
            "101é 2026-02-01T00:00:00.000Z [\"a\",\"b\"] true",
            "103 2026-02-10T11:00:00.123Z [\"a\",\"b\"] true",
            "104é 2026-02-10T11:00:00.123Z [\"a\",\"b\"] true",
            "106 2026-02-28T23:59:59.999Z [\"a\",\"b\"] true",
            "107é 2026-02-28T23:59:59.999Z [\"a\",\"b\"] true");
    ReadGrant.Reach reach = new ReadGrant.Reach(FieldGroup.POSTS, PublishedPlatform.ASKED);
    Counting counted =
        sources.count(
            new ReadGrant.Count(
                new GrantId(UUID.randomUUID()),
                "social",
                "1",
                List.of(reach),
                SamplePlatformFixture.NOW.plusSeconds(60),
                SamplePlatformFixture.GOOD_SEAL));
    assertThat(((Counting.Counted) counted).records()).containsEntry(reach, 6L);
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void namesLeadToTheirAccountsOrNone(Dialect dialect) throws IOException {
    Sources sources =
        sources(dialect, "reader", POSTS.replace("TAGS", "NULL"), Duration.ofSeconds(20));

    assertThat(sources.resolve(SamplePlatformFixture.resolve(Kind.USERNAME, "mia")))
        .isEqualTo(new Resolution.Found(1, "1"));
    assertThat(sources.resolve(SamplePlatformFixture.resolve(Kind.USERNAME, "mi")))
        .isEqualTo(new Resolution.NotFound(1));
    assertThat(sources.resolve(SamplePlatformFixture.resolve(Kind.USERNAME, "twin")))
        .isEqualTo(new Resolution.Found(1, List.of("3", "4")));
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void aLoginThatMayWriteIsRefused(Dialect dialect) throws IOException {
    assertThat(
            read(
                sources(dialect, "writer", POSTS.replace("TAGS", "NULL"), Duration.ofSeconds(20)),
                new Kept()))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.LOGIN_TOO_POWERFUL));
  }

  @Test
  void aLoginOfMariaDbThatMayTakeARoleIsRefused() throws IOException {
    assertThat(
            read(
                sources(
                    Dialect.MARIADB,
                    "climber",
                    POSTS.replace("TAGS", "NULL"),
                    Duration.ofSeconds(20)),
                new Kept()))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.LOGIN_TOO_POWERFUL));
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void aSlowQueryIsEnded(Dialect dialect) throws IOException {
    String slow = dialect == Dialect.MARIADB ? "sleep(20)" : "pg_sleep(20)::text";
    assertThat(
            read(
                sources(
                    dialect,
                    "reader",
                    POSTS.replace("TAGS", "NULL").replace("body", slow),
                    Duration.ofMillis(300)),
                new Kept()))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.TIMED_OUT));
  }
}
