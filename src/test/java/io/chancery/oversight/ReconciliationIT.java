package io.chancery.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.chancery.Browser;
import io.chancery.custody.CustodyLedger;
import io.chancery.oversight.Finding.Kind;
import io.chancery.path.CaseWalk;
import io.chancery.source.PlatformRecord;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PasswordUtil;

/** The comparison of reads with grants in a real portal, beside a real platform. */
@QuarkusTest
class ReconciliationIT {
  private static final String AUDITOR = "alma.auditor";
  private static final String PATH = "/api/v1/oversight/reconciliations";

  @Inject Reconciliations reconciliations;
  @Inject Reconciliations.Daily daily;
  @Inject CustodyLedger ledger;

  @Test
  void readsEqualGrantsUntilSomebodyReadsBehindThePortalsBack() throws Exception {
    endAttemptsThatOtherTestsInterrupted();
    reconciliations.run();
    CaseWalk.submitted(List.of("subscriber", "posts")).verify().propose(2).approve().collect();
    ReconciliationView quiet = reconciliations.run();

    assertThat(quiet.findings()).isEmpty();
    assertThat(quiet.unseen()).isEmpty();
    assertThat(quiet.uses()).containsKeys("resolve", "disclose");
    assertThat(ledger.installationLog(20))
        .anySatisfy(entry -> {
          assertThat(entry.event()).isEqualTo("ReadsReconciled");
          assertThat(entry.object()).containsEntry("result", quiet.digest().hex());
        });

    UUID forged = UUID.randomUUID();
    portal(
        "insert into read_grant_use (grant_id, attempt, kind, source, query_digest, begun_at)"
            + " values ('%s', 1, 'disclose', 'mastodon', repeat('0', 64), now())"
                .formatted(forged));
    portal(
        "insert into read_grant_outcome (grant_id, attempt, outcome, rows_read, bytes_read, ended_at)"
            + " values ('%s', 1, 'SUCCEEDED', 1, 1, now())".formatted(forged));
    String run = PlatformRecord.runName(new io.chancery.kernel.GrantId(UUID.randomUUID()), 1);
    readBehindTheBack(run);
    ReconciliationView found = reconciliations.run();

    assertThat(found.findings())
        .contains(
            new Finding(Kind.USE_WITHOUT_GRANT, "mastodon", forged, 1, null),
            new Finding(Kind.INTENT_MISSING, "mastodon", forged, 1, null),
            new Finding(Kind.OUTCOME_MISSING, "mastodon", forged, 1, null),
            new Finding(Kind.RUN_WITHOUT_USE, "mastodon", null, null, run))
        .hasSize(4);
    CaseWalk.as(AUDITOR)
        .get(PATH)
        .then()
        .statusCode(200)
        .body("[0].digest", equalTo(found.digest().hex()))
        .body("[0].findings.detail", hasItem(run))
        .body("[0].findings.kind", hasItem("USE_WITHOUT_GRANT"));
    Browser.Page page = Browser.of(AUDITOR).get("/desk/reads");
    assertThat(page.body())
        .contains("somebody has the grantor", run, forged.toString(), "no entry issues the grant");
    assertThat(page.body()).contains("aria-current");
  }

  @Test
  void theDaysWorkIsDoneOnce() {
    UUID day = UUID.randomUUID();
    daily.run(day);
    UUID newest = reconciliations.newest().getFirst().id();
    daily.run(day);
    daily.enqueue();
    assertThat(reconciliations.newest().getFirst().id()).isEqualTo(newest);
  }

  @Test
  void auditorsAloneSeeComparisons() {
    for (String other : List.of("olivia.officer", "cora.custodian", "adam.administrator")) {
      CaseWalk.as(other).get(PATH).then().statusCode(403);
    }
    assertThat(Browser.of("clara.clerk").get("/desk/reads").status()).isEqualTo(403);
    assertThat(Browser.of("clara.clerk").get("/desk").body()).doesNotContain("/desk/reads");
  }

  /** A comparison goes up to the first attempt that still runs, and theirs never end. */
  private static void endAttemptsThatOtherTestsInterrupted() throws SQLException {
    portal(
        "insert into read_grant_outcome"
            + " (grant_id, attempt, outcome, reason, rows_read, bytes_read, ended_at)"
            + " select u.grant_id, u.attempt, 'FAILED', 'INTERNAL', 0, 0, now()"
            + " from read_grant_use u where not exists (select from read_grant_outcome o"
            + " where o.grant_id = u.grant_id and o.attempt = u.attempt)");
  }

  /** As somebody who has the portal's configuration, without the portal. */
  private static void readBehindTheBack(String run) throws SQLException {
    String url = setting("chancery.source.mastodon.jdbc-url");
    try (Connection grantor =
            DriverManager.getConnection(
                url,
                setting("chancery.source.mastodon.grantor.username"),
                setting("chancery.source.mastodon.grantor.password"));
        PreparedStatement open =
            grantor.prepareStatement("select chancery.open_run(?, ?, 60, 60)");
        PreparedStatement close = grantor.prepareStatement("select chancery.close_run(?)")) {
      open.setString(1, run);
      open.setString(2, PasswordUtil.encodeScramSha256("known to me".toCharArray()));
      open.execute();
      try (Connection stolen = DriverManager.getConnection(url, run, "known to me");
          var rows = stolen.createStatement().executeQuery("select id from accounts limit 3")) {
        assertThat(rows.next()).isTrue();
      }
      close.setString(1, run);
      close.execute();
    }
  }

  private static void portal(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                setting("quarkus.datasource.jdbc.url"),
                setting("quarkus.datasource.username"),
                setting("quarkus.datasource.password"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
