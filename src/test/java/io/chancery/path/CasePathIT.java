package io.chancery.path;

import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One case walks the whole path over the API, each step by its own person. */
@QuarkusTest
class CasePathIT {
  @Test
  void aCaseWalksFromRequestToReceipt() {
    CaseWalk walk =
        CaseWalk.submitted(List.of("subscriber", "sessions", "posts", "messages", "media"));
    walk.verify().propose(5).approve().collect();
    assertThat(walk.status()).isEqualTo("COLLECTED");
    List<String> events =
        as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
    assertThat(events)
        .contains("RequestSubmitted", "RequestVerified", "DecisionApproved", "SourceQueried");
  }
}
