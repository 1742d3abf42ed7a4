package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.chancery.kernel.Sha256;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What an agency reimburses: two people, one letter, and nothing where nothing is charged. */
@QuarkusTest
class CostIT {

  @Test
  void aSecondPersonStatesTheSumThatTheyLookedAt() throws IOException {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber"));
    assertThat(hours(walk, Map.of("search", "1")).statusCode()).isEqualTo(409);
    walk.verify().propose(1).approve().collect().seal().release();
    String here = "/desk/costs/" + walk.reference();
    Browser clerk = Browser.of(CLERK);
    Browser.Page wrong = clerk.post(clerk.get(here), here + "/proposals", Map.of("search", "many"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("many", "at most two decimals");

    clerk.post(wrong, here + "/proposals", Map.of("search", "2"));
    assertThat(hours(walk, Map.of("search", "1")).statusCode()).isEqualTo(409);
    JsonPath first = costs(walk, CLERK);
    assertThat(first.getString("proposals[0].sum")).isEqualTo("USD 90.00");
    assertThat(costs(walk, OFFICER).getList("proposals")).isEmpty();
    assertThat(answer(walk, 1, "rejection", first.getString("proposals[0].shown"))).isEqualTo(200);

    hours(walk, Map.of("search", "1.25", "assemble", "0,33")).then().statusCode(200);
    String shown = costs(walk, APPROVER).getString("proposals[1].shown");
    assertThatThrownBy(() ->
            Rows.execute(
                "insert into invoice select p.id, p.case_id, 1, p.currency, p.sum, now(), 9, p.proposed_by, now()"
                    + " from invoice_proposal p join disclosure_case c on c.id = p.case_id"
                    + " where p.number = 2 and c.reference = '"
                    + walk.reference()
                    + "'"))
        .hasMessageContaining("stated by another");
    assertThat(answer(walk, 2, "issue", "0".repeat(64))).isEqualTo(409);
    Browser approver = Browser.of(APPROVER);
    Browser.Page touched = DeskPagesIT.touch(approver, here);
    assertThat(touched.body()).contains("USD 76.22", shown);
    approver.post(touched, here + "/proposals/2/issue", Map.of("shown", shown));

    JsonPath seen = costs(walk, OFFICER);
    String number = walk.reference() + "-I1";
    assertThat(seen.getString("invoices[0].number")).isEqualTo(number);
    assertThat(seen.getString("invoices[0].sum")).isEqualTo("USD 76.22");
    byte[] pdf =
        as(OFFICER)
            .get(walk.at("/letters/" + seen.getInt("invoices[0].letter") + "/de.pdf"))
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Rechnung", number, "USD 76.22", "18 USC 2706", "billing@platform.example");
    }
    assertThat(as(OFFICER).get(walk.at("/letters")).asString()).contains(Sha256.hash(pdf).hex());
    assertThat(Browser.of(OFFICER).get("/requests/case/" + walk.reference()).body())
        .contains(number, "USD 76.22");
    assertThat(as("hanna.harbour").get(walk.at("/costs")).statusCode()).isEqualTo(404);
    assertThat(walk.post(CLERK, "/costs/waiver", Map.of("reason", "child-safety")).statusCode())
        .isEqualTo(409);
    List<String> events =
        as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
    assertThat(events)
        .containsSubsequence(
            "InvoiceProposed",
            "InvoiceRejected",
            "InvoiceProposed",
            "LetterIssued",
            "InvoiceIssued");
  }

  @Test
  void whereNothingIsChargedTheReasonIsShown() {
    CaseWalk waived =
        CaseWalk.submitted(Fixtures.openRequest(CaseWalk.newDocket(), List.of("posts")));
    assertThat(waived.post(CLERK, "/costs/waiver", Map.of("reason", "because")).statusCode())
        .isEqualTo(422);
    waived.post(CLERK, "/costs/waiver", Map.of("reason", "child-safety")).then().statusCode(200);
    assertThat(hours(waived, Map.of("search", "1")).then().extract().asString())
        .contains("Nothing is charged");
    assertThat(costs(waived, OFFICER).getString("waived")).isEqualTo("child-safety");
  }

  private static io.restassured.response.Response hours(CaseWalk walk, Map<String, String> hours) {
    return walk.post(CLERK, "/costs/proposals", Map.of("hours", hours));
  }

  private static int answer(CaseWalk walk, int number, String how, String shown) {
    return walk.post(APPROVER, "/costs/proposals/" + number + "/" + how, Map.of("shown", shown))
        .statusCode();
  }

  private static JsonPath costs(CaseWalk walk, String person) {
    return as(person).get(walk.at("/costs")).then().statusCode(200).extract().jsonPath();
  }
}
