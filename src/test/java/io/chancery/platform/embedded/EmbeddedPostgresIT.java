package io.chancery.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.TestServices;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server itself, without Quarkus. */
class EmbeddedPostgresIT {
  private static Instance instance;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() {
    instance =
        new Instance(
            "postgres-test",
            Path.of(".local").toAbsolutePath(),
            TestServices.freePort(),
            TestServices.freePort(),
            URI.create("http://localhost:1"),
            true);
    Commands.delete(instance.folder());
    postgres = EmbeddedPostgres.start(instance);
  }

  @AfterAll
  static void stop() {
    postgres.stop();
    Commands.delete(instance.folder());
  }

  @Test
  void commitsAreDurable() throws SQLException {
    for (String setting :
        new String[] {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"}) {
      assertThat(show(setting)).as(setting).isEqualTo("on");
    }
    assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(show("password_encryption")).isEqualTo("scram-sha-256");
  }

  @Test
  void nobodyEntersWithoutTheirPassword() {
    for (String user : new String[] {"postgres", "chancery_owner", "chancery_app"}) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.jdbcUrl("chancery"), user, "guess"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void applicationOwnsNothingAndStaysOutOfThePlatform() throws SQLException {
    try (Connection connection =
        postgres.connect(EmbeddedPostgres.CHANCERY, EmbeddedPostgres.APPLICATION)) {
      assertThatThrownBy(() -> connection.createStatement().execute("create table t (i int)"))
          .hasMessageContaining("permission denied");
    }
    assertThatThrownBy(
            () -> postgres.connect(EmbeddedPostgres.MASTODON, EmbeddedPostgres.APPLICATION))
        .hasMessageContaining("permission denied");
    try (Connection connection =
        postgres.connect(EmbeddedPostgres.MASTODON, EmbeddedPostgres.GRANTOR)) {
      assertThatThrownBy(() -> connection.createStatement().execute("create temp table t (i int)"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connection.createStatement().execute("set role chancery_reader"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void credentialsAreTheOwnersAlone() throws Exception {
    Path file = instance.folder().resolve("credentials.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void serverThatAKilledRunLeftBehindIsAdopted() throws SQLException {
    long before = postgres.pid();
    // The handle is forgotten, as by kill -9; the server lives on.
    EmbeddedPostgres again = EmbeddedPostgres.start(instance);
    assertThat(again.adopted()).isTrue();
    assertThat(again.pid()).isEqualTo(before);
    try (Connection connection =
        again.connect(EmbeddedPostgres.CHANCERY, EmbeddedPostgres.APPLICATION)) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void orphanOnAnotherPortIsReplacedAndDataStays() throws SQLException {
    try (Connection connection =
        postgres.connect(EmbeddedPostgres.CHANCERY, EmbeddedPostgres.OWNER)) {
      connection.createStatement().execute("create table if not exists kept (i int)");
    }
    Instance moved =
        new Instance(
            instance.name(),
            instance.localFolder(),
            TestServices.freePort(),
            instance.keycloakPort(),
            instance.publicUrl(),
            true);
    EmbeddedPostgres second = EmbeddedPostgres.start(moved);
    assertThat(second.adopted()).isFalse();
    try (Connection connection =
        second.connect(EmbeddedPostgres.CHANCERY, EmbeddedPostgres.OWNER)) {
      connection.createStatement().execute("drop table kept");
    }
    postgres = EmbeddedPostgres.start(instance);
  }

  private static String show(String setting) throws SQLException {
    try (Connection connection =
            postgres.connect(EmbeddedPostgres.CHANCERY, EmbeddedPostgres.APPLICATION);
        var rows = connection.createStatement().executeQuery("show " + setting)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
