package io.chancery.collection;

import static io.chancery.path.GrantedRights.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.access.TestActing;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.path.CaseWalk;
import io.chancery.path.Rows;
import io.chancery.platform.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Nobody has more accounts read in a day than one person may. */
@QuarkusTest
class ReadCeilingIT {
  private static final String CURT = "curt.custodian";

  @Inject ReadCeiling.Statements statements;
  @Inject Ids ids;
  @Inject Clock clock;

  @Test
  void whoHasReadEnoughForADayBeginsNothingAndTheAuditorsAreTold() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber")).verify().propose(1).approve();
    Rows.execute(
        "insert into account_read select gen_random_uuid(), '%s', id, 'planted ' || n, now()"
                .formatted(person(CURT))
            + " from disclosure_case, generate_series(1, 1000) n where reference = '%s'"
                .formatted(walk.reference()));
    try {
      int told = alarms();
      Map<String, Object> seen = Map.of("seenVersion", walk.version());
      walk.post(CURT, "/collection", seen)
          .then()
          .statusCode(409)
          .body("code", equalTo("guard_READ_CEILING"));
      assertThat(walk.status()).isEqualTo("APPROVED");
      assertThat(alarms()).isGreaterThan(told);
      assertThat(CaseWalk.as("alma.auditor").get(walk.at("/timeline")).body().asString())
          .contains("Ask another custodian");
      walk.post(CaseWalk.CUSTODIAN, "/collection", Map.of("seenVersion", walk.version()))
          .then()
          .statusCode(200);
    } finally {
      forgotten("planted %");
    }
    walk.await("COLLECTED");
    assertThat(
            Rows.one(
                "select count(*) from account_read r join disclosure_case c on c.id = r.case_id"
                    + " where c.reference = '%s' and r.person_id = '%s'"
                        .formatted(walk.reference(), person(CaseWalk.CUSTODIAN))))
        .isEqualTo("1");
  }

  @Test
  void twoAtOnceAreNotBothTheLast() throws Exception {
    CaseId id =
        CaseId.parse(
            Rows.one(
                "select id from disclosure_case where reference = '%s'"
                    .formatted(CaseWalk.submitted(List.of("subscriber")).reference())));
    ReadCeiling ceiling = new ReadCeiling(statements, ids, clock, 2);
    Actor somebody =
        new Actor(
            new ActorId(UUID.randomUUID()),
            Actor.Kind.STAFF,
            Set.of(Role.CUSTODIAN),
            null,
            "Somebody",
            "test");
    assertThat(TestActing.as(somebody, () -> begun(ceiling, somebody, id, "first"))).isTrue();
    CyclicBarrier together = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      List<Callable<Boolean>> races =
          List.of(
              () -> raced(together, ceiling, somebody, id, "second"),
              () -> raced(together, ceiling, somebody, id, "third"));
      assertThat(threads.invokeAll(races))
          .extracting(java.util.concurrent.Future::get)
          .containsExactlyInAnyOrder(true, false);
    }
    assertThat(TestActing.as(somebody, () -> begun(ceiling, somebody, id, "first")))
        .as("the same account once more")
        .isTrue();
  }

  private static boolean raced(
      CyclicBarrier together, ReadCeiling ceiling, Actor actor, CaseId id, String account)
      throws Exception {
    together.await();
    return TestActing.as(actor, () -> begun(ceiling, actor, id, account));
  }

  private static boolean begun(ReadCeiling ceiling, Actor actor, CaseId id, String account) {
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          boolean allowed = ceiling.allows(actor.id(), Set.of(account));
          if (allowed) {
            ceiling.begun(actor.id(), id, Set.of(account));
          }
          return allowed;
        });
  }

  private static int alarms() throws Exception {
    return Integer.parseInt(Rows.one("select count(*) from outbox where kind = 'READ_CEILING'"));
  }

  /** As the owner of the tables: the portal itself deletes none of these rows. */
  private static void forgotten(String accounts) throws Exception {
    var config = ConfigProvider.getConfig();
    try (var owner =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class));
        var delete = owner.prepareStatement("delete from account_read where account_hash like ?")) {
      delete.setString(1, accounts);
      assertThat(delete.executeUpdate()).isEqualTo(1000);
    }
  }
}
