package io.chancery.path;

import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.Sha256;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One case walks the whole path over the API, each step by its own person. */
@QuarkusTest
class CasePathIT {
  @Test
  void aCaseWalksFromRequestToReceipt() {
    CaseWalk walk =
        CaseWalk.submitted(List.of("subscriber", "sessions", "posts", "messages", "media"));
    walk.verify().propose(5).approve().collect().seal().release();
    String token = walk.token();
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
  }
}
