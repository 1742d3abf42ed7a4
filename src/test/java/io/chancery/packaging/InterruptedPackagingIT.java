package io.chancery.packaging;

import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.access.ActingAs;
import io.chancery.casework.HandOffs;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProductionId;
import io.chancery.path.CaseWalk;
import io.chancery.path.Rows;
import io.chancery.platform.Ids;
import io.chancery.platform.embedded.SeededPerson;
import io.chancery.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packaging of several bags that a crash ended between them; run by hand, without the queue. */
@QuarkusTest
class InterruptedPackagingIT {
  @Inject PackagingRows rows;
  @Inject PackagingWorker worker;
  @Inject HandOffs handOffs;
  @Inject Vault vault;
  @Inject Ids ids;
  @Inject Clock clock;

  @Test
  void whatABrokenOffAttemptWroteIsRemovedAndEveryBagIsMadeAgain() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber", "media"));
    walk.verify().propose(2).approve().collect();
    CaseId caseId =
        CaseId.parse(
            Rows.one(
                "select id from disclosure_case where reference = '" + walk.reference() + "'"));
    ActorId custodian = ActorId.parse(Rows.one(staff(CUSTODIAN)));
    long version = walk.version();
    long half =
        Long.parseLong(
            Rows.one(
                "select (sum(bytes) / 2 + 1)::bigint from collected_artefact where case_id = '"
                    + caseId
                    + "'"));
    ProductionId id = new ProductionId(ids.next());
    List<String> left = List.of(vault.reserve("package"), vault.reserve("package"));
    tx(() -> {
      Production production =
          new Production(id, caseId, 1, custodian, version, half, clock.instant());
      production.attempt(left.get(0));
      production.next(left.get(1));
      rows.add(production);
      handOffs
          .latest(caseId, CollectedSet.class)
          .orElseThrow()
          .value()
          .artefacts()
          .forEach(a ->
              rows.add(
                  ArtefactDecision.accepted(
                      ids.next(),
                      production,
                      a.target() + "/" + a.name(),
                      custodian,
                      clock.instant())));
    });
    for (String key : left) {
      long before = written(walk);
      vault.putRawAt(
          key,
          out -> {
            out.write(new byte[1 << 20]);
            assertThat(written(walk)).as("while it is written").isGreaterThan(before);
          });
    }

    worker.run(id.value());

    assertThat(walk.status()).isEqualTo("SEALED");
    for (String key : left) {
      assertThat(vault.written(key)).as("of the broken off attempt").isZero();
    }
    List<SealedPackage.Bag> bags =
        ActingAs.system(() ->
                QuarkusTransaction.requiringNew()
                    .call(() -> handOffs.latest(caseId, SealedPackage.class).orElseThrow()))
            .value()
            .files();
    assertThat(bags).hasSizeGreaterThan(1);
    for (SealedPackage.Bag bag : bags) {
      vault.verifyRaw(bag.vaultKey(), bag.ciphertext());
    }
    assertThat(
            ActingAs.system(() -> QuarkusTransaction.requiringNew().call(() -> rows.keysInUse())))
        .containsAll(bags.stream().map(SealedPackage.Bag::vaultKey).toList())
        .doesNotContainAnyElementsOf(left);
    List<String> events =
        as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
    assertThat(events.stream().filter("PayloadSealed"::equals)).hasSameSizeAs(bags);
    assertThat(events).containsOnlyOnce("PackageSealed");
  }

  /** What the page of a running build shows. */
  private static long written(CaseWalk walk) {
    return as(CUSTODIAN)
        .get(walk.at("/package"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getLong("[0].progress.written");
  }

  private static void tx(Runnable work) {
    ActingAs.system(() -> QuarkusTransaction.requiringNew().run(work));
  }

  private static String staff(String username) {
    String subject =
        SeededPerson.ALL.stream()
            .filter(person -> person.username().equals(username))
            .findFirst()
            .orElseThrow()
            .subject()
            .toString();
    return "select id from staff_member where subject = '" + subject + "'";
  }
}
