package io.chancery.source;

import static io.chancery.source.SamplePlatformFixture.DEMO;
import static io.chancery.source.SamplePlatformFixture.disclose;
import static io.chancery.source.SamplePlatformFixture.execute;
import static io.chancery.source.SamplePlatformFixture.list;
import static io.chancery.source.SamplePlatformFixture.newRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.ReadGrant;
import io.chancery.platform.embedded.SamplePlatform;
import io.chancery.source.SamplePlatformFixture.Kept;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Between runs nobody can read with what the portal has; during one, only the mapped columns. */
class GrantorTest {
  private static final SamplePlatformFixture PLATFORM = SamplePlatformFixture.shared();
  private static final String OPEN_ROLES =
      "SELECT rolname FROM pg_roles WHERE rolname LIKE 'chancery\\_run\\_%'";
  private final String target = PLATFORM.account(SamplePlatform.TARGET);

  @Test
  void withNoRunOpenNoLoginOfThePortalReadsAnything() throws SQLException {
    assertThatThrownBy(() ->
            DriverManager.getConnection(PLATFORM.url(), SamplePlatformFixture.READER, "reader"))
        .isInstanceOf(SQLException.class);
    try (Connection grantor =
            DriverManager.getConnection(PLATFORM.url(), SamplePlatformFixture.GRANTOR, "grantor");
        Statement statement = grantor.createStatement()) {
      for (String refused :
          List.of(
              "SELECT id FROM accounts",
              "SET ROLE chancery_reader",
              "SET ROLE chancery_opener",
              "GRANT chancery_reader TO chancery_grantor",
              "CREATE ROLE somebody LOGIN IN ROLE chancery_reader",
              "SELECT * FROM chancery.run",
              "UPDATE chancery.run SET closed_at = NULL",
              "SELECT chancery.open_run('postgres', 'SCRAM-SHA-256$4096:aa==$aa==:aa==', 60, 60)",
              "SELECT chancery.open_run('" + newRun() + "', 'a password', 60, 60)",
              "SELECT chancery.open_run('"
                  + newRun()
                  + "', 'SCRAM-SHA-256$4096:aa==$aa==:aa==', 999999, 60)")) {
        assertThatThrownBy(() -> statement.execute(refused))
            .as(refused)
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void aRunReadsWithALoginThatIsGoneAfterwards() {
    List<String> during = new ArrayList<>();
    ReadGrant.Disclose grant =
        disclose(target, List.of(new ReadGrant.Reach(FieldGroup.SUBSCRIBER, DEMO)));
    String run = PlatformRecord.runName(grant.id(), 1);
    Kept sink =
        new Kept() {
          @Override
          public void end(FieldGroup group) {
            during.addAll(
                list(
                    PLATFORM.owner(),
                    "SELECT usename || ' ' || (SELECT rolconnlimit FROM pg_roles WHERE rolname = usename)"
                        + " FROM pg_stat_activity WHERE usename LIKE 'chancery\\_run%' AND usename = '"
                        + run
                        + "'"));
          }
        };

    assertThat(PLATFORM.sources().disclose(grant, sink)).isInstanceOf(ReadOutcome.Done.class);
    assertThat(during).containsExactly(run + " 1");
    assertThat(list(PLATFORM.owner(), OPEN_ROLES)).doesNotContain(run);
    assertThat(
            list(
                PLATFORM.portal(),
                "SELECT snapshot FROM read_grant_outcome WHERE grant_id = '" + grant.id() + "'"))
        .allMatch(snapshot -> snapshot.matches("\\d+:\\d+:[\\d,]*"))
        .hasSize(1);
  }

  @Test
  void aFailedRunLeavesNoLoginEither() {
    ReadGrant.Disclose grant =
        disclose(target, List.of(new ReadGrant.Reach(FieldGroup.SUBSCRIBER, DEMO)));
    Kept broken =
        new Kept() {
          @Override
          public void record(FieldGroup group, CanonicalRecord record) {
            throw new IllegalStateException("full");
          }
        };

    assertThatThrownBy(() -> PLATFORM.sources().disclose(grant, broken)).hasMessage("full");
    assertThat(list(PLATFORM.owner(), OPEN_ROLES))
        .doesNotContain(PlatformRecord.runName(grant.id(), 1));
  }

  @Test
  void thePasswordNeverReachesTheServerAndCannotBeReadThere() throws Exception {
    String run = newRun();
    Grantor.Login login = PLATFORM.grantor().open(run);
    try {
      assertThat(
              list(
                  PLATFORM.owner(),
                  "SELECT rolpassword FROM pg_authid WHERE rolname = '" + run + "'"))
          .allMatch(kept -> kept.startsWith("SCRAM-SHA-256$"))
          .hasSize(1);
      assertThat(login.toString()).doesNotContain(login.password());
    } finally {
      PLATFORM.grantor().close(run);
    }
  }

  @Test
  void aSecondConnectionOfARunIsRefused() throws Exception {
    String run = newRun();
    Grantor.Login login = PLATFORM.grantor().open(run);
    try (Connection first = PLATFORM.login(login).getConnection()) {
      assertThat(first.isValid(5)).isTrue();
      assertThatThrownBy(() -> PLATFORM.login(login).getConnection())
          .hasMessageContaining("too many connections");
    } finally {
      PLATFORM.grantor().close(run);
    }
  }

  @Test
  void afterItsTimeALoginNoLongerOpens() throws Exception {
    String run = newRun();
    Grantor.Login login = PLATFORM.grantor().open(run);
    execute(PLATFORM.owner(), "ALTER ROLE " + run + " VALID UNTIL '2020-01-01'");
    assertThatThrownBy(() -> PLATFORM.login(login).getConnection())
        .hasMessageContaining("authentication failed");
    PLATFORM.grantor().close(run);
  }

  @Test
  void whatAKilledPortalLeftIsClosedAndWhatLivesStays() throws Exception {
    String dead = newRun();
    String living = newRun();
    Grantor grantor = PLATFORM.grantor();
    grantor.open(dead);
    Grantor.Login login = grantor.open(living);
    try (Connection alive = PLATFORM.login(login).getConnection()) {
      assertThat(grantor.closeLeftovers(Duration.ZERO)).isPositive();
      assertThat(list(PLATFORM.owner(), OPEN_ROLES)).contains(living).doesNotContain(dead);
      assertThat(alive.isValid(5)).isTrue();
      execute(
          PLATFORM.owner(),
          "UPDATE chancery.run SET valid_until = now() WHERE name = '" + living + "'");
      grantor.closeLeftovers(Duration.ofDays(1));
      assertThat(list(PLATFORM.owner(), OPEN_ROLES)).doesNotContain(living);
      assertThatThrownBy(() -> alive.createStatement().executeQuery("SELECT id FROM accounts"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void theNameOfARunServesOnce() throws Exception {
    String run = newRun();
    PLATFORM.grantor().open(run);
    PLATFORM.grantor().close(run);
    assertThatThrownBy(() -> PLATFORM.grantor().open(run))
        .isInstanceOfSatisfying(
            ReadFailed.class, e -> assertThat(e.reason()).isEqualTo(Failure.LOGIN_NOT_OPENED));
  }

  @Test
  void thePlatformsOwnRecordShowsRunsAndWhoElseMayRead() throws Exception {
    Instant before = Instant.now().minusSeconds(60);
    ReadGrant.Disclose grant =
        disclose(target, List.of(new ReadGrant.Reach(FieldGroup.SUBSCRIBER, DEMO)));
    PLATFORM.sources().disclose(grant, new Kept());
    String behind = newRun();
    Grantor.Login stolen = PLATFORM.grantor().open(behind);
    execute(PLATFORM.login(stolen), "SELECT id FROM accounts LIMIT 3");
    PLATFORM.grantor().close(behind);
    execute(
        PLATFORM.owner(),
        "CREATE ROLE curious LOGIN PASSWORD 'curious' IN ROLE chancery_reader",
        "SET ROLE chancery_reader",
        "SELECT id FROM accounts LIMIT 2");
    try {
      execute(
          PLATFORM.login(new Grantor.Login("curious", "curious")),
          "SELECT id FROM accounts LIMIT 5");
      PlatformRecord seen = PLATFORM.sources().seenByPlatform("social", before).orElseThrow();

      assertThat(seen.runs())
          .extracting(PlatformRecord.Run::name)
          .contains(PlatformRecord.runName(grant.id(), 1), behind);
      assertThat(seen.runs())
          .filteredOn(r -> r.name().equals(behind))
          .allMatch(r -> r.closedAt() != null);
      assertThat(seen.strangers())
          .extracting(PlatformRecord.Stranger::role)
          .containsExactlyInAnyOrder("chancery_reader", "curious");
      for (PlatformRecord.Stranger stranger : seen.strangers()) {
        assertThat(stranger.standing()).isEqualTo(stranger.role().equals("curious"));
        assertThat(stranger.statements()).isPositive();
        assertThat(stranger.rows()).isPositive();
      }
    } finally {
      execute(PLATFORM.owner(), "DROP ROLE curious", "SELECT pg_stat_statements_reset()");
    }
  }
}
