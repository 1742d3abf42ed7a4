package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.RELEASER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.directory.KeyPurpose;
import io.chancery.directory.KeyWalk;
import io.chancery.keys.RecipientFixture;
import io.chancery.packaging.Tools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What was delivered goes once more to another key: by two, the same bytes, a new release. */
@QuarkusTest
class ReissueIT {

  @ConfigProperty(name = "chancery.seed.folder")
  Path seed;

  @Inject KeyWalk keys;

  @Test
  void aDeliveredProductionGoesAgainToANewKeyAndThenToACourt() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "reissue");
    RecipientFixture.Pair lost = RecipientFixture.age(folder);
    String first = keys.usable(lost, KeyPurpose.AGENCY);
    CaseWalk walk = CaseWalk.submitted(List.of("posts", "media")).verify().propose(2).approve();
    walk.collect().seal().release();
    assertThat(propose(walk, first, "key-lost").statusCode()).as("before delivery").isEqualTo(409);
    fetched(walk, folder, "P1");
    String manifest = opened(folder, "P1", "-i key.txt");
    keys.revoke(first);

    String now = key(walk, "agency");
    assertThat(propose(walk, first, "key-lost").statusCode()).as("a key that ended").isEqualTo(422);
    assertThat(propose(walk, now, "because").statusCode()).as("an unknown reason").isEqualTo(422);
    String reissue = proposed(walk, now, "key-lost");
    assertThat(propose(walk, now, "key-lost").jsonPath().getString("code"))
        .isEqualTo("reissue_open");
    assertThatThrownBy(() ->
            Rows.execute(
                "update disclosure_case set status = 'COLLECTED' where reference = '%s'"
                    .formatted(walk.reference())))
        .hasMessageContaining("a custodian who proposes and an approver who confirms");
    for (String other : List.of(CUSTODIAN, REVIEWER, RELEASER, CLERK, OFFICER)) {
      answer(walk, other, reissue, "confirmation").then().statusCode(403);
    }
    assertThat(Browser.of(APPROVER).get("/desk/reissue/" + walk.reference()).body())
        .contains("Waits for a second person", now, "The agency lost its private key");
    answer(walk, APPROVER, reissue, "confirmation").then().statusCode(200);
    answer(walk, APPROVER, reissue, "rejection").then().statusCode(409);
    assertThat(walk.status()).isEqualTo("COLLECTED");
    for (String change : List.of("/stop", "/reopening")) {
      assertThat(
              walk.post(
                      APPROVER,
                      change,
                      Map.of("seenVersion", walk.version(), "reason", "order-withdrawn"))
                  .statusCode())
          .as(change)
          .isGreaterThanOrEqualTo(400);
    }

    walk.seal().release();
    fetched(walk, folder, "P2");
    Files.copy(seed.resolve("metro-police.agekey"), folder.resolve("now.txt"));
    assertThat(opened(folder, "P2", "-i now.txt")).isEqualTo(manifest);
    assertThat(Files.readString(folder.resolve("P2/" + walk.reference() + "-P2/bag-info.txt")))
        .contains("Reissue-Of: " + walk.reference() + "/P1", "Reissue-Purpose: agency");
    assertThat(as(OFFICER).get(walk.at("/deliveries")).jsonPath().getList("fileName"))
        .as("the first stays in the history")
        .containsExactly(
            walk.reference() + "-P2.bag.zip.age", walk.reference() + "-P1.bag.zip.age");

    Path court = Files.createDirectories(folder.resolve("court"));
    RecipientFixture.Pair certificate = RecipientFixture.rsa(court, 3072, "keyEncipherment");
    String courts = keys.usable(certificate, KeyPurpose.COURT);
    String copy = proposed(walk, courts, "court-asked");
    answer(walk, APPROVER, copy, "confirmation").then().statusCode(200);
    walk.seal().release();
    String token = walk.token();
    fetched(walk, court, "P3");
    Files.write(
        court.resolve("envelope"),
        as(OFFICER).get("/api/v1/pickups/" + token + "/envelope").then().extract().asByteArray());
    Tools.run(court, certificate.decrypt() + " < envelope > identity");
    assertThat(opened(court, "P3", "-i identity")).isEqualTo(manifest);
    assertThat(as(OFFICER).get(walk.at("/deliveries")).jsonPath().getString("[0].envelope"))
        .isEqualTo(walk.reference() + "-P3.key.metro-police-court.cms.pem");
    keys.revoke(courts);

    String back = proposed(walk, now, "key-ended");
    answer(walk, APPROVER, back, "confirmation").then().statusCode(200);
    walk.seal();
    walk.post(
            CUSTODIAN,
            "/reissues/ending",
            Map.of("seenVersion", walk.version(), "reason", "no-longer-needed"))
        .then()
        .statusCode(200);
    assertThat(walk.status()).isEqualTo("DELIVERED");
    assertThat(as(CUSTODIAN).get(walk.at("/package")).jsonPath().getList("status"))
        .containsExactly("VOIDED", "SEALED", "SEALED", "SEALED");
    assertThat(as("alma.auditor").get(walk.at("/timeline")).jsonPath().<String>getList("event"))
        .contains("ReissueProposed", "ReissueConfirmed", "ReissueEnded");
  }

  private static Response propose(CaseWalk walk, String recipient, String reason) {
    return walk.post(
        CUSTODIAN,
        "/reissues",
        Map.of("seenVersion", walk.version(), "recipient", recipient, "reason", reason));
  }

  private static String proposed(CaseWalk walk, String recipient, String reason) {
    return propose(walk, recipient, reason).then().statusCode(200).extract().path("reissue");
  }

  private static String key(CaseWalk walk, String purpose) {
    return as(CUSTODIAN)
        .get(walk.at("/reissues/keys"))
        .then()
        .statusCode(200)
        .extract()
        .path("find { it.purpose == '" + purpose + "' }.fingerprint");
  }

  private static Response answer(CaseWalk walk, String person, String reissue, String how) {
    String shown =
        as(CUSTODIAN)
            .get(walk.at("/reissues"))
            .then()
            .statusCode(200)
            .extract()
            .path("find { it.id == '" + reissue + "' }.shown");
    return walk.post(
        person,
        "/reissues/" + reissue + "/" + how,
        Map.of("seenVersion", walk.version(), "shown", shown));
  }

  private static void fetched(CaseWalk walk, Path folder, String name) throws Exception {
    String pickup = "/api/v1/pickups/" + walk.token();
    as(OFFICER).post(pickup + "/opening").then().statusCode(200);
    byte[] file = as(OFFICER).get(pickup + "/file").then().statusCode(200).extract().asByteArray();
    Files.write(folder.resolve(name + ".age"), file);
    walk.await("DELIVERED");
  }

  /** The payload manifest of a package, as an officer reads it. */
  private static String opened(Path folder, String name, String identity) throws Exception {
    Tools.run(
        folder,
        "age -d %s %s.age > %s.zip && unzip -q -d %s %s.zip"
            .formatted(identity, name, name, name, name),
        "age",
        "unzip");
    return Tools.run(folder, "cat " + name + "/*/manifest-sha256.txt");
  }
}
