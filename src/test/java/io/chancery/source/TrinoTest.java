package io.chancery.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Identifier.Kind;
import io.chancery.kernel.ReadGrant;
import io.chancery.source.SamplePlatformFixture.Kept;
import java.io.BufferedReader;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mapping on a real Trino. Its server is 140 MB of libraries, so this is a command and not part
 * of every build: {@code ./mvnw test -Dtest=TrinoTest -Dexcluded-groups=}.
 */
@Tag("trino")
class TrinoTest {
  private static final String POSTS =
      "SELECT id AS \"id\", made AS \"createdAt\", body AS \"text\", tags AS \"tags\", pinned AS \"pinned\""
          + " FROM posts WHERE account = CAST(:account AS bigint) AND made >= :from AND made < :until";

  @TempDir static Path folder;
  private static Process server;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    Path classes = folder.resolve("classpath");
    Process resolve =
        new ProcessBuilder(
                "./mvnw",
                "-B",
                "-q",
                "-f",
                "src/test/trino/pom.xml",
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + classes)
            .inheritIO()
            .start();
    assertThat(resolve.waitFor()).isZero();
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xmx1g",
                "-cp",
                Files.readString(classes),
                "src/test/trino/TrinoServer.java")
            .redirectError(folder.resolve("log").toFile())
            .start();
    url = ready(server.inputReader());
    try (Connection connection = DriverManager.getConnection(url, "operator", null);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE accounts (id bigint, name varchar)");
      statement.execute(
          "CREATE TABLE posts (id varchar, account bigint, made timestamp(6), body varchar, tags array(varchar), pinned boolean)");
      statement.execute(
          "INSERT INTO accounts VALUES (1, 'mia'), (2, 'mia2'), (3, 'twin'), (4, 'twin')");
      statement.execute(
          "INSERT INTO posts VALUES"
              + " ('100', 1, TIMESTAMP '2026-02-01 01:00:00', 'in', ARRAY['a', 'b'], true),"
              + " ('101é', 1, TIMESTAMP '2026-02-10 12:00:00.123456', 'in', ARRAY['a', 'b'], true),"
              + " ('102', 1, TIMESTAMP '2026-03-01 00:59:59.999999', 'in', ARRAY[], null),"
              + " ('103', 2, TIMESTAMP '2026-02-10 12:00:00', 'out', null, false),"
              + " ('104', 1, TIMESTAMP '2026-02-01 00:59:59.999999', 'out', null, false),"
              + " ('105', 1, TIMESTAMP '2026-03-01 01:00:00', 'out', null, false)");
    }
  }

  private static String ready(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int at = line.indexOf("READY ");
      if (at >= 0) {
        return line.substring(at + "READY ".length()).strip();
      }
    }
    throw new IllegalStateException(Files.readString(folder.resolve("log")));
  }

  @AfterAll
  static void stop() throws Exception {
    server.getOutputStream().close();
    server.waitFor();
  }

  @Test
  void theAskedPeriodIsExactInThePlatformsOwnZone() throws IOException {
    Sources sources = sources(url, POSTS, Duration.ofSeconds(60));
    Kept kept = new Kept();

    assertThat(read(sources, kept)).isInstanceOf(ReadOutcome.Done.class);
    List<String> seen = new ArrayList<>();
    for (ObjectNode post : kept.objects(FieldGroup.POSTS)) {
      seen.add(
          String.join(
              " ",
              post.get("id").asText(),
              post.get("createdAt").asText(),
              post.get("tags").toString(),
              post.get("pinned").toString()));
    }
    assertThat(seen)
        .containsExactly(
            "100 2026-02-01T00:00:00.000Z [\"a\",\"b\"] true",
            "101é 2026-02-10T11:00:00.123Z [\"a\",\"b\"] true",
            "102 2026-02-28T23:59:59.999Z [] null");
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
    assertThat(((Counting.Counted) counted).records()).containsEntry(reach, 3L);
  }

  @Test
  void namesLeadToTheirAccountsOrNone() throws IOException {
    Sources sources = sources(url, POSTS, Duration.ofSeconds(60));

    assertThat(sources.resolve(SamplePlatformFixture.resolve(Kind.USERNAME, "mia")))
        .isEqualTo(new Resolution.Found(1, "1"));
    assertThat(sources.resolve(SamplePlatformFixture.resolve(Kind.USERNAME, "mi")))
        .isEqualTo(new Resolution.NotFound(1));
    assertThat(sources.resolve(SamplePlatformFixture.resolve(Kind.USERNAME, "twin")))
        .isEqualTo(new Resolution.Found(1, List.of("3", "4")));
  }

  @Test
  void aRunCannotWriteWhateverItsLoginMay() throws SQLException {
    try (Connection connection = Dialect.TRINO.connect(url, "reader", "")) {
      Dialect.TRINO.begin(connection, Duration.ofSeconds(60));
      try (Statement statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute("INSERT INTO accounts VALUES (9, 'nine')"))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("read-only");
      }
    }
  }

  @Test
  void aSlowQueryIsEnded() throws IOException {
    String slow =
        POSTS.replace(
            "tags AS",
            "(SELECT array_agg(CAST(a.id AS varchar)) FROM UNNEST(sequence(1, 9999)) AS a(id)"
                + " CROSS JOIN UNNEST(sequence(1, 9999)) AS b(id) CROSS JOIN UNNEST(sequence(1, 99)) AS c(id)) AS");

    assertThat(read(sources(url, slow, Duration.ofMillis(500)), new Kept()))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.TIMED_OUT));
  }

  @Test
  void aServerThatIsGoneIsSaidToBe() throws IOException {
    String nowhere = "jdbc:trino://127.0.0.1:9/lake/default";

    assertThat(read(sources(nowhere, POSTS, Duration.ofSeconds(5)), new Kept()))
        .as("tried again before it is given up")
        .isEqualTo(new ReadOutcome.Failed(4, Failure.SOURCE_UNREACHABLE));
  }

  private static ReadOutcome read(Sources sources, Kept kept) {
    return sources.disclose(
        SamplePlatformFixture.disclose(
            "1", List.of(new ReadGrant.Reach(FieldGroup.POSTS, PublishedPlatform.ASKED))),
        kept);
  }

  private static Sources sources(String at, String sql, Duration timeout) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("lake.yaml"), DialectTest.mapping("CAST(id AS varchar)", sql));
    return SamplePlatformFixture.shared()
        .sources(
            new SqlConnector(
                MappingLoader.load(MappingFile.open(file.toString()), null),
                new PlatformDatabase(at, "reader", "", timeout, 2),
                () -> new MediaFolder(null)),
            Clock.fixed(SamplePlatformFixture.NOW, ZoneOffset.UTC));
  }
}
