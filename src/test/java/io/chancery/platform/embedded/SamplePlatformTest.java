package io.chancery.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePlatformTest {
  private static final List<String> TABLES =
      List.of(
          "accounts",
          "statuses",
          "mentions",
          "login_activities",
          "follows",
          "favourites",
          "reports",
          "media_attachments");

  @TempDir Path media;

  @Test
  void twoPlatformsAreTheSameAndASecondCallOnlyMendsMedia() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      one(
          postgres.getPostgresDatabase(),
          "SELECT 1",
          "CREATE ROLE \"the reader\"",
          "CREATE DATABASE a",
          "CREATE DATABASE b");
      DataSource a = postgres.getDatabase("postgres", "a");
      DataSource b = postgres.getDatabase("postgres", "b");
      SamplePlatform.create(a, media.resolve("a"), "the reader");
      SamplePlatform.create(b, media.resolve("b"), "the reader");

      for (String table : TABLES) {
        String all =
            "SELECT count(*) || ' ' || md5(string_agg(t::text, '' ORDER BY id)) FROM "
                + table
                + " t";
        assertThat(one(a, all)).isEqualTo(one(b, all));
      }
      assertThat(Integer.parseInt(one(a, "SELECT count(*) FROM statuses")))
          .isBetween(38_000, 48_000);
      assertThat(Integer.parseInt(one(a, "SELECT count(*) FROM login_activities")))
          .isBetween(14_000, 18_000);
      assertThat(Integer.parseInt(one(a, "SELECT count(*) FROM media_attachments")))
          .isBetween(300, 700);

      Path lost;
      try (var files = Files.walk(media.resolve("a"))) {
        lost = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
      }
      byte[] content = Files.readAllBytes(lost);
      Files.delete(lost);
      SamplePlatform.create(a, media.resolve("a"), "the reader");
      assertThat(lost).hasBinaryContent(content);
    }
  }

  private static String one(DataSource source, String query, String... before) throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : before) {
        statement.execute(sql);
      }
      try (ResultSet row = statement.executeQuery(query)) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
