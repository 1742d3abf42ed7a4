package io.chancery.collection;

import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseViews;
import io.chancery.casework.ReadGrants;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import io.chancery.path.CaseWalk;
import io.chancery.path.Rows;
import io.chancery.platform.Ids;
import io.chancery.source.CanonicalRecord;
import io.chancery.source.RecordSink;
import io.chancery.source.Sources;
import io.chancery.vault.Vault;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * Readings that are interrupted in their middle: by a second worker, by a cancelling custodian, by
 * databases that go away. Each begins again or fails clearly; nothing counts twice, nothing is
 * missing. The tasks are taken off the queue and run by hand, so that the middle is the middle.
 */
@QuarkusTest
class InterruptedRunIT {
  private static final int MIDDLE = 40;
  private static final int POSTS = 167;

  @Inject CollectionRows rows;
  @Inject CollectionLeases leases;
  @Inject CollectionFinish finish;
  @Inject CollectionWorker worker;
  @Inject CaseLifecycle lifecycle;
  @Inject CaseViews views;
  @Inject ReadGrants grants;
  @Inject Snapshots snapshots;
  @Inject Sources sources;
  @Inject Vault vault;
  @Inject Ids ids;
  @Inject Clock clock;

  @ConfigProperty(name = "chancery.test.administrator")
  String administrator;

  @ConfigProperty(name = "chancery.test.administrator-password")
  String password;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String portal;

  private interface Interruption {
    void happen() throws Exception;
  }

  @Test
  void aSecondWorkerWaitsForTheLeaseAndTheFirstWritesNothingAfterIt() throws Exception {
    CaseWalk walk = approved();
    UUID task = begun(walk);
    AtomicInteger seen = new AtomicInteger();
    interrupted(
            () -> {
              assertThatThrownBy(() -> worker.run(task)).hasMessageContaining("lease still runs");
              expire(task);
              worker.run(task);
              seen.set(artefacts(walk));
            })
        .run(task);
    assertThat(seen.get()).as("the second worker's files").isEqualTo(1);
    complete(walk);
    assertThat(events(walk)).containsOnlyOnce("SourceAnswered", "CollectionFinished");
    assertThat(events(walk)).as("the first worker's attempt").contains("SourceFailed");
  }

  @Test
  void theDatabaseTakesNothingFromAWorkerThatLostItsTask() throws Exception {
    CaseWalk walk = approved();
    UUID task = begun(walk);
    worker.run(task);
    complete(walk);
    assertThatThrownBy(() ->
            Rows.execute(
                "insert into collected_artefact (id, case_id, task_id, grant_id, target, field_group,"
                    + " name, vault_key, sha256, row_count, bytes, fence)"
                    + " select gen_random_uuid(), case_id, task_id, grant_id, target, field_group,"
                    + " name, vault_key, sha256, row_count, bytes, fence"
                    + " from collected_artefact where task_id = '"
                    + task
                    + "'"))
        .hasMessageContaining("no longer held");
  }

  @Test
  void aCancelledReadingStopsWithinABatchAndCanBeginAgain() throws Exception {
    CaseWalk walk = approved();
    UUID task = begun(walk);
    CollectionWorker reading =
        interrupted(() -> {
          as(CUSTODIAN)
              .get("/api/v1/cases/" + walk.reference() + "/collection")
              .then()
              .statusCode(200);
          walk.post("rita.reviewer", "/collection/cancellation", reason(walk))
              .then()
              .statusCode(403);
          walk.post(CUSTODIAN, "/collection/cancellation", reason(walk)).then().statusCode(200);
        });
    reading.run(task);
    assertThat(walk.status()).isEqualTo("APPROVED");
    assertThat(artefacts(walk)).isZero();
    assertThat(events(walk)).contains("CollectionCancelled").doesNotContain("SourceAnswered");
    assertThat(as(CUSTODIAN).get(walk.at("/collection")).jsonPath().getString("tasks[0].status"))
        .isEqualTo("CANCELLED");
    walk.collect();
    complete(walk);
  }

  @Test
  void aPlatformThatGoesAwayFailsClearlyAndIsReadAgain() throws Exception {
    CaseWalk walk = approved("posts", "messages");
    UUID task = begun(walk);
    interrupted(() -> kill("application_name = 'chancery'")).run(task);
    var failed = as(CUSTODIAN).get(walk.at("/collection")).jsonPath();
    assertThat(failed.getString("tasks[0].status")).isEqualTo("FAILED");
    assertThat(failed.getString("tasks[0].failure")).isEqualTo("SOURCE_UNREACHABLE");
    assertThat(failed.getList("artefacts")).isEmpty();
    as(CUSTODIAN).post(walk.at("/collection/1/retry")).then().statusCode(204);
    walk.await("COLLECTED");
    complete(walk);
  }

  @Test
  void thePortalsDatabaseGoesAwayAndTheReadingCountsOnce() throws Exception {
    CaseWalk walk = approved();
    UUID task = begun(walk);
    try {
      interrupted(() -> kill("usename <> current_user and datname = current_database()")).run(task);
    } catch (RuntimeException e) {
      again(task);
    }
    complete(walk);
    assertThat(events(walk)).containsOnlyOnce("CollectionFinished");
  }

  /** The queue hands the task out again, until the pool has found each of its dead connections. */
  private void again(UUID task) throws Exception {
    for (int dead = 0; ; dead++) {
      try {
        expire(task);
        worker.run(task);
        return;
      } catch (RuntimeException e) {
        assertThat(dead).as("more dead connections than the pool holds").isLessThan(50);
      }
    }
  }

  private static CaseWalk approved(String... groups) {
    List<String> asked = groups.length == 0 ? List.of("posts") : List.of(groups);
    return CaseWalk.submitted(asked).verify().propose(asked.size()).approve();
  }

  /** Begins the collection, and takes its task off the queue before a worker can look. */
  private UUID begun(CaseWalk walk) throws Exception {
    try (Connection holding = connection()) {
      holding.setAutoCommit(false);
      try (var sql = holding.createStatement()) {
        // Workers pick by updating; a row that appears meanwhile waits for this lock.
        sql.execute(
            "create or replace function hold_collect() returns trigger language plpgsql as"
                + " $$ begin return null; end $$");
        sql.execute(
            "create or replace trigger hold_collect before insert on scheduled_tasks for each row"
                + " when (new.task_name = 'collect') execute function hold_collect()");
      }
      holding.commit();
      walk.post(CUSTODIAN, "/collection", Map.of("seenVersion", walk.version()))
          .then()
          .statusCode(200);
      try (var sql = holding.createStatement()) {
        sql.execute("drop trigger hold_collect on scheduled_tasks");
        sql.execute("drop function hold_collect()");
      }
      holding.commit();
    }
    return UUID.fromString(
        Rows.one(
            "select id from collection_task where case_id = (select id from disclosure_case where reference = '"
                + walk.reference()
                + "') order by run desc limit 1"));
  }

  private CollectionWorker interrupted(Interruption interruption) {
    return new CollectionWorker(
        rows, leases, finish, lifecycle, views, grants, snapshots, sources, vault, ids, clock) {
      @Override
      RecordSink destination(RecordSink vaultSink) {
        return new Interrupted(vaultSink, interruption, new AtomicInteger());
      }
    };
  }

  private record Interrupted(RecordSink into, Interruption interruption, AtomicInteger count)
      implements RecordSink {

    @Override
    public void begun(int attempt, Sha256 query) {
      into.begun(attempt, query);
    }

    @Override
    public void begin(FieldGroup group) {
      into.begin(group);
    }

    @Override
    public void record(FieldGroup group, CanonicalRecord record) throws IOException {
      if (count.incrementAndGet() == MIDDLE) {
        try {
          interruption.happen();
        } catch (RuntimeException | Error e) {
          throw e;
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
      into.record(group, record);
    }

    @Override
    public void media(
        FieldGroup group, Sha256 digest, String extension, long bytes, InputStream content)
        throws IOException {
      into.media(group, digest, extension, bytes, content);
    }

    @Override
    public void end(FieldGroup group) {
      into.end(group);
    }
  }

  private static Map<String, Object> reason(CaseWalk walk) {
    return Map.of("seenVersion", walk.version(), "reason", "scope-in-doubt");
  }

  private static void expire(UUID task) throws SQLException {
    Rows.execute(
        "update collection_task set lease_until = clock_timestamp() - interval '1 second' where id = '"
            + task
            + "'");
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(portal, administrator, password);
  }

  /** Ends server processes as an administrator would. */
  private void kill(String which) throws SQLException {
    try (Connection connection = connection();
        var sql = connection.createStatement()) {
      sql.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and "
              + which);
    }
  }

  private static void complete(CaseWalk walk) throws Exception {
    assertThat(walk.status()).isEqualTo("COLLECTED");
    var posts =
        as(CUSTODIAN)
            .get(walk.at("/collection"))
            .jsonPath()
            .getList("artefacts.findAll { it.name == 'records/posts.jsonl' }.rows");
    assertThat(posts).isEqualTo(List.of(POSTS));
    assertThat(
            Rows.one(
                "select count(*) - count(distinct (target, name)) from collected_artefact where task_id ="
                    + " (select id from collection_task where case_id = (select id from disclosure_case"
                    + " where reference = '"
                    + walk.reference()
                    + "') order by run desc limit 1)"))
        .isEqualTo("0");
  }

  private static int artefacts(CaseWalk walk) {
    return as(CUSTODIAN).get(walk.at("/collection")).jsonPath().getList("artefacts").size();
  }

  private static List<String> events(CaseWalk walk) {
    return as("alma.auditor").get(walk.at("/timeline")).jsonPath().getList("event");
  }
}
