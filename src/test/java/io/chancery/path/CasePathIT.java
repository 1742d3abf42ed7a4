package io.chancery.path;

import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.TestServices;
import io.chancery.kernel.Sha256;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** One case walks the whole path over the API, each step by its own person. */
@QuarkusTest
class CasePathIT {
  @Test
  void aCaseWalksFromRequestToReceipt() throws Exception {
    CaseWalk walk =
        CaseWalk.submitted(List.of("subscriber", "sessions", "posts", "messages", "media"));
    walk.verify().propose(5).approve().collect();
    withoutItsWitnessNothingIsSealed(walk);
    walk.seal().release();
    String token = walk.token();
    whatIsDamagedInTheVaultIsNotHandedOver(walk, token);
    as(CaseWalk.OFFICER).post("/api/v1/pickups/" + token + "/opening").then().statusCode(200);
    byte[] file =
        as(CaseWalk.OFFICER)
            .get("/api/v1/pickups/" + token + "/file")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    walk.await("DELIVERED");
    as(CaseWalk.OFFICER)
        .body(Map.of("ciphertext", Sha256.hash(file).hex()))
        .post("/api/v1/pickups/" + token + "/receipt")
        .then()
        .statusCode(200);
    List<String> events =
        as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
    assertThat(events)
        .containsSubsequence(
            "RequestSubmitted",
            "RequestVerified",
            "TargetResolved",
            "DecisionProposed",
            "DecisionApproved",
            "CollectionBegun",
            "SourceQueried",
            "SourceAnswered",
            "CollectionFinished",
            "ArtefactsAccepted",
            "PayloadSealed",
            "PackageSealed",
            "ProductionReleased",
            "PickupStarted",
            "HandedOver",
            "ReceiptGiven");
    IndependentChecks checks =
        new IndependentChecks(
            Files.createTempDirectory(Path.of("target").toAbsolutePath(), "package"), file);
    checks.allHold();
    checks.eachNoticesAChangeWhereItGuards();
  }

  private static void whatIsDamagedInTheVaultIsNotHandedOver(CaseWalk walk, String token)
      throws IOException {
    String ciphertext =
        as(CaseWalk.RELEASER).get(walk.at("/sealed")).then().extract().path("ciphertext");
    Path stored = inTheVault(ciphertext);
    byte[] whole = Files.readAllBytes(stored);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(stored, damaged);
    as(CaseWalk.OFFICER).post("/api/v1/pickups/" + token + "/opening").then().statusCode(500);
    Files.write(stored, whole);
    assertThat(walk.status()).isEqualTo("RELEASED");
    List<String> events =
        as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
    assertThat(events).contains("PickupRefused").doesNotContain("PickupStarted");
  }

  private static Path inTheVault(String digest) throws IOException {
    Path vault =
        Path.of(ConfigProvider.getConfig().getValue("chancery.vault.folder", String.class));
    try (var files = Files.walk(vault)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Sha256.hash(Files.readAllBytes(file)).hex().equals(digest)) {
          return file;
        }
      }
    }
    throw new AssertionError("the package is not in the vault");
  }

  /** The policy asks for a cosignature: no package is made on the portal's word alone. */
  private static void withoutItsWitnessNothingIsSealed(CaseWalk walk) throws IOException {
    Files.createFile(TestServices.WITNESS_SILENT);
    try {
      walk.post(CaseWalk.CUSTODIAN, "/package", Map.of("seenVersion", walk.version()))
          .then()
          .statusCode(202);
      walk.awaitThat(
          () ->
              "packaging-failed"
                  .equals(
                      as(CaseWalk.CUSTODIAN)
                          .get(walk.at("/package"))
                          .then()
                          .statusCode(200)
                          .extract()
                          .path("[0].failure")),
          "packaging to fail");
    } finally {
      Files.delete(TestServices.WITNESS_SILENT);
    }
  }
}
