package io.chancery.path;

import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.Sha256;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A production above the configured size is several files, handed over as one. */
@QuarkusTest
class SeveralBagsIT {
  private static final String SIZE = "chancery.packaging.bag-size";

  @Test
  void severalBagsAreReleasedFetchedAndReceivedAsOne() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber", "media"));
    walk.verify().propose(2).approve().collect();
    System.setProperty(SIZE, halfOf(walk));
    try {
      walk.post(CaseWalk.CUSTODIAN, "/package", Map.of("seenVersion", walk.version()))
          .then()
          .statusCode(202);
    } finally {
      System.clearProperty(SIZE);
    }
    walk.await("SEALED");
    walk.release();
    String token = walk.token();
    String at = "/api/v1/pickups/" + token;
    List<Map<String, Object>> files =
        as(CaseWalk.OFFICER).get(walk.at("/deliveries")).then().extract().path("[0].files");
    assertThat(files).hasSizeGreaterThan(1);
    as(CaseWalk.OFFICER).get(at + "/files/1").then().statusCode(403);
    as(CaseWalk.OFFICER).post(at + "/opening").then().statusCode(200);
    as(CaseWalk.OFFICER).get(at + "/files/" + (files.size() + 1)).then().statusCode(404);

    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bags");
    byte[] list = fetched(at + "/list", 200);
    for (int number = files.size(); number >= 1; number--) {
      assertThat(walk.status()).isEqualTo("RELEASED");
      byte[] file = fetched(at + "/files/" + number, 200);
      Files.write(folder.resolve((String) files.get(number - 1).get("fileName")), file);
    }
    walk.await("DELIVERED");
    as(CaseWalk.OFFICER).get(at + "/files/1").then().statusCode(410);
    Map<String, Object> delivery =
        as(CaseWalk.OFFICER).get(walk.at("/deliveries")).then().extract().path("[0]");
    assertThat(delivery.get("fileName")).isEqualTo(walk.reference() + "-P1.sha256");
    assertThat(delivery.get("ciphertext")).isEqualTo(Sha256.hash(list).hex());
    Files.write(folder.resolve((String) delivery.get("fileName")), list);
    assertThat(new String(list, StandardCharsets.US_ASCII).lines()).hasSize(files.size());
    as(CaseWalk.OFFICER)
        .body(Map.of("ciphertext", Sha256.hash(list).hex()))
        .post(at + "/receipt")
        .then()
        .statusCode(200);

    Path first = folder.resolve((String) files.getFirst().get("fileName"));
    IndependentChecks checks = new IndependentChecks(folder, first);
    checks.allHold();
    Files.delete(folder.resolve((String) files.getLast().get("fileName")));
    assertThat(checks.failed()).contains("sha256sum", "age", "chancery-verify");
  }

  /** Half of what was collected: two bags, or three. */
  private static String halfOf(CaseWalk walk) throws SQLException {
    return Rows.one(
        "select (sum(a.bytes) / 2 + 1)::bigint from collected_artefact a join disclosure_case c on c.id = a.case_id"
            + " where c.reference = '"
            + walk.reference()
            + "'");
  }

  private static byte[] fetched(String path, int status) {
    Response response = as(CaseWalk.OFFICER).get(path);
    response.then().statusCode(status);
    return response.asByteArray();
  }
}
