package io.chancery.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.platform.embedded.SamplePlatform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator tries a mapping and sees numbers, plans and faults, and nothing of anybody. */
class MappingCheckTest {
  private static final SamplePlatformFixture PLATFORM = SamplePlatformFixture.shared();
  private final Map<String, String> settings = new HashMap<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  @TempDir Path folder;

  @BeforeEach
  void login() {
    SamplePlatformFixture.execute(
        PLATFORM.owner(),
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'mapping_checker') THEN CREATE ROLE mapping_checker LOGIN PASSWORD 'reader' IN ROLE pg_read_all_data; END IF; END $$");
    settings.put("chancery.source.social.mapping", "mastodon");
    settings.put("chancery.source.social.domain", SamplePlatform.DOMAIN);
    settings.put("chancery.source.social.jdbc-url", PLATFORM.postgres.getJdbcUrl("x", "platform"));
    settings.put("chancery.source.social.username", "mapping_checker");
    settings.put("chancery.source.social.password", "reader");
  }

  private int check(String... arguments) {
    return new MappingCheck(settings::get, new PrintStream(printed, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eachQueryIsExplainedCountedAndTimedWithoutContent() {
    assertThat(
            check(
                "social",
                "--account",
                PLATFORM.account(SamplePlatform.TARGET),
                "--from",
                "2026-01-01T00:00:00Z",
                "--until",
                "2026-04-01T00:00:00Z"))
        .as(text())
        .isZero();
    assertThat(text())
        .containsPattern("posts +statuses +167 +\\d+ ms")
        .contains("Every query runs.")
        .doesNotContain("mara")
        .doesNotContain("@");
  }

  @Test
  void aMappingThatDoesNotFitThePlatformIsNamedByGroup() throws IOException {
    String shipped =
        new String(
            getClass().getResourceAsStream("/mappings/mastodon.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
    Path wrong =
        Files.writeString(
            folder.resolve("mine.yaml"),
            shipped.replace("FROM scheduled_statuses d", "FROM schedules d"));

    assertThat(check("social", "--mapping", wrong.toString())).isEqualTo(1);
    assertThat(text())
        .containsPattern("drafts +scheduled_statuses +\\d+ ms +FAILED with SQL state 42P01")
        .contains("At least one query failed.");
  }

  @Test
  void aBrokenFileIsNamedByLineAndAWrongLoginByReason() throws IOException {
    Path broken = Files.writeString(folder.resolve("mine.yaml"), "version: 2\n");
    assertThat(check("social", "--mapping", broken.toString())).isEqualTo(3);
    assertThat(text()).contains("line 1 (/version): has a value that is not allowed");

    settings.put("chancery.source.social.password", "wrong");
    assertThat(check("social")).isEqualTo(3);
    assertThat(text()).contains("The platform cannot be asked: SOURCE_UNREACHABLE");
    assertThat(check()).isEqualTo(2);
    assertThat(check("social", "--nonsense", "x")).isEqualTo(2);
  }

  @Test
  void readingAllOfALargeTableIsWarnedOf() {
    SamplePlatformFixture.execute(
        PLATFORM.owner(),
        "UPDATE pg_class SET reltuples = 5000000 WHERE relname = 'account_domain_blocks'");
    try {
      check("social");
      assertThat(text()).contains("WARNING: reads all of account_domain_blocks");
    } finally {
      SamplePlatformFixture.execute(PLATFORM.owner(), "ANALYZE account_domain_blocks");
    }
  }
}
