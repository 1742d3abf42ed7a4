package io.chancery.custody;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.oneOf;

import io.chancery.OpenApi;
import io.chancery.Tokens;
import io.chancery.proof.Findings;
import io.chancery.proof.LedgerExport;
import io.chancery.proof.Merkle;
import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.Tiles;
import io.chancery.proof.TlogProof;
import io.chancery.proof.VerifierKey;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The ledger over HTTP: what everybody gets, what auditors get, and what holds of it. */
@QuarkusTest
class LedgerEndpointsIT {
  private static final String AUDITOR = "alma.auditor";
  private static final List<String> OTHERS = List.of("olivia.officer", "clara.clerk");

  @Inject CustodyLedger ledger;
  @Inject KeyRecord keyRecord;

  @Test
  void everybodyGetsCheckpointAndKey() {
    SignedCheckpoint first = checkpoint();
    first.verify(key());
    assertThat(first.size()).isPositive();
    assertThat(first.checkpoint().origin()).isEqualTo(key().name());
  }

  @Test
  void onlyAuditorsGetTilesAndEntries() {
    SignedCheckpoint head = checkpoint();
    int width = (int) Math.min(head.size(), Tiles.FULL);
    String tile = "/ledger/" + new Tiles.Tile(0, 0, width).path();
    String entries = "/ledger/" + Tiles.entriesPath(0, width);
    for (String path : List.of(tile, entries)) {
      given().redirects().follow(false).get(path).then().statusCode(oneOf(302, 401));
      given().auth().oauth2("no.such.token").get(path).then().statusCode(401);
      for (String other : OTHERS) {
        as(other).get(path).then().statusCode(403);
      }
    }
    byte[] hashes = as(AUDITOR).get(tile).then().statusCode(200).extract().asByteArray();
    byte[] bundle = as(AUDITOR).get(entries).then().statusCode(200).extract().asByteArray();
    byte[] first = Tiles.entries(bundle).get(0);
    assertThat(Arrays.copyOf(hashes, 32)).isEqualTo(Merkle.leafHash(first));
    as(AUDITOR).get("/ledger/tile/0/999").then().statusCode(404);
    as(AUDITOR).get("/ledger/tile/nonsense").then().statusCode(404);
  }

  @Test
  void onlyAuditorsTakeTheExportAndItVerifies() throws IOException {
    String path = "/api/v1/ledger/export";
    given().get(path).then().statusCode(401);
    for (String other : OTHERS) {
      as(other).get(path).then().statusCode(403);
    }
    SignedCheckpoint kept = checkpoint();
    byte[] zip = as(AUDITOR).get(path).then().statusCode(200).extract().asByteArray();
    Path file = Files.write(Files.createTempFile("ledger", ".zip"), zip);
    try (FileSystem export = FileSystems.newFileSystem(file)) {
      Findings findings = LedgerExport.verify(export.getPath("/"), key(), List.of(kept));
      assertThat(findings.wrongs()).isEmpty();
      assertThat(findings.exitCode()).isEqualTo(Findings.EXIT_GOOD);
    }
    assertThat(ledger.installationLog(50)).anyMatch(e -> e.event().equals("LedgerExported"));
  }

  @Test
  void auditorsGetProofsThatHold() {
    TlogProof proof =
        TlogProof.parse(
            as(AUDITOR)
                .get("/api/v1/ledger/proofs/inclusion?seq=0")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray());
    AtomicReference<LedgerEntry> first = new AtomicReference<>();
    ledger.installationLog(10_000).stream()
        .filter(e -> Long.valueOf(0).equals(e.seq()))
        .forEach(first::set);
    SignedCheckpoint head = proof.verify(first.get().leafHash().bytes());
    head.verify(key());

    byte[] firstRoot = first.get().leafHash().bytes();
    var answer =
        as(AUDITOR)
            .get("/api/v1/ledger/proofs/consistency?from=1&to=" + head.size())
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    List<byte[]> hashes =
        answer.getList("hashes", String.class).stream().map(Base64.getDecoder()::decode).toList();
    assertThat(
            Merkle.verifyConsistency(
                1, firstRoot, head.size(), head.checkpoint().root().bytes(), hashes))
        .isTrue();
  }

  @Test
  void proofsThatCannotBeGivenSayWhy() {
    String inclusion = "/api/v1/ledger/proofs/inclusion";
    String consistency = "/api/v1/ledger/proofs/consistency";
    for (String path : List.of(inclusion + "?seq=0", consistency + "?from=0&to=1")) {
      given().get(path).then().statusCode(401);
      for (String other : OTHERS) {
        as(other).get(path).then().statusCode(403);
      }
    }
    for (String bad : List.of("", "?seq=", "?seq=-1", "?seq=1.5", "?seq=9999999999999999999")) {
      as(AUDITOR)
          .get(inclusion + bad)
          .then()
          .statusCode(422)
          .body("errors[0].code", equalTo("ledger_number_shape"));
    }
    for (String path :
        List.of(inclusion + "?seq=999999999", consistency + "?from=0&to=999999999")) {
      as(AUDITOR).get(path).then().statusCode(404).body("code", equalTo("ledger_not_covered"));
    }
    as(AUDITOR)
        .get(consistency + "?from=2&to=1")
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("ledger_order"));
  }

  @Test
  void witnessTakesAPostWithoutAFormToken() {
    // 400 would also be the answer to a missing form token, so both answers are needed.
    for (String type : List.of("text/plain", "application/octet-stream")) {
      witness(type, "old x\n\n").statusCode(400);
      String note =
          "stranger.example\n0\n"
              + Base64.getEncoder().encodeToString(Merkle.emptyRoot())
              + "\n\n— stranger.example "
              + Base64.getEncoder().encodeToString(new byte[68])
              + "\n";
      witness(type, "old 0\n\n" + note).statusCode(404);
    }
  }

  @Test
  void theLogKeysUseIsRecordedOnce() {
    QuarkusTransaction.requiringNew().run(keyRecord::recordOnce);
    QuarkusTransaction.requiringNew().run(keyRecord::recordOnce);
    assertThat(ledger.installationLog(10_000))
        .filteredOn(e -> e.event().equals("KeyActivated"))
        .filteredOn(e -> e.bytes().length > 0)
        .extracting(e -> e.object().get("fingerprint"))
        .containsOnlyOnce(key().fingerprint().hex());
  }

  @Test
  void readinessTellsOfTheSequencer() {
    // A test before this one may have ended the sequencer's connection: its next run mends that.
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (given().get("/q/health/ready").statusCode() != 200 && System.nanoTime() < until) {
      LockSupport.parkNanos(100_000_000);
    }
    given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("ledger"));
  }

  private static io.restassured.response.ValidatableResponse witness(String type, String body) {
    return given()
        .contentType(type)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post("/ledger/witness/add-checkpoint")
        .then();
  }

  private static RequestSpecification as(String username) {
    return given().filter(OpenApi.DESCRIBED).auth().oauth2(Tokens.of(username));
  }

  private static SignedCheckpoint checkpoint() {
    return SignedCheckpoint.parse(
        given().get("/ledger/checkpoint").then().statusCode(200).extract().asByteArray());
  }

  private static VerifierKey key() {
    return VerifierKey.parse(
        given().get("/ledger/vkey").then().statusCode(200).extract().asString().strip());
  }
}
