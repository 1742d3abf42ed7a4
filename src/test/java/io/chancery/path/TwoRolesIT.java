package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.RELEASER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.access.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person who holds two deciding roles still takes one of them in a case. */
@QuarkusTest
class TwoRolesIT {
  private final GrantedRights rights = new GrantedRights();

  @AfterEach
  void oneRoleEachAgain() throws Exception {
    rights.taken();
  }

  @Test
  void whoProposedDoesNotApprove() throws Exception {
    rights.granted(APPROVER, Role.REVIEWER);
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify();
    as(APPROVER).post(walk.at("/resolutions")).then().statusCode(204);
    walk.post(
            APPROVER,
            "/proposal",
            Map.of(
                "seenVersion",
                walk.version(),
                "items",
                List.of(Map.of("item", 1, "outcome", "GRANT", "reason", "within-instrument"))))
        .then()
        .statusCode(200);
    assertFourEyes(
        walk.post(
            APPROVER,
            "/approval",
            Map.of("seenVersion", walk.version(), "shown", walk.shownDecision())));
    assertThat(walk.status()).isEqualTo("AWAITING_APPROVAL");
  }

  @Test
  void whoSealedDoesNotRelease() throws Exception {
    rights.granted(RELEASER, Role.CUSTODIAN);
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify().propose(1).approve().collect();
    walk.post(RELEASER, "/package", Map.of("seenVersion", walk.version())).then().statusCode(202);
    walk.await("SEALED").awaitCheckpoint();
    String shown = as(RELEASER).get(walk.at("/sealed")).then().extract().path("ciphertext");
    assertFourEyes(
        walk.post(RELEASER, "/release", Map.of("seenVersion", walk.version(), "shown", shown)));
    assertThat(walk.status()).isEqualTo("SEALED");
    // Another releaser may.
    walk.post("rolf.releaser", "/release", Map.of("seenVersion", walk.version(), "shown", shown))
        .then()
        .statusCode(200);
  }

  private static void assertFourEyes(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("guard_FOUR_EYES");
  }
}
