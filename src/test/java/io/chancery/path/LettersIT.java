package io.chancery.path;

import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Letters: written with the act that causes them, readable, stored, and never with notes. */
@QuarkusTest
class LettersIT {
  private static final String NOTE = "Only between us: the affidavit is thin.";

  @Test
  void theReceiptComesWithTheRequestInBothLanguages() throws IOException {
    CaseWalk walk =
        CaseWalk.submitted(Fixtures.request("26 & <b>" + CaseWalk.newDocket(), List.of("posts")));
    JsonPath letters = letters(walk);
    assertThat(letters.getList("kind")).containsExactly("RECEIPT");
    assertThat(letters.getList("[0].documents.language")).containsExactly("de", "en");

    byte[] pdf = file(walk, 1, "de.pdf");
    assertThat(Sha256.hash(pdf).hex()).isEqualTo(letters.getString("[0].documents[0].pdf"));
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("de");
      assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(document.getDocumentInformation().getTitle()).contains(walk.reference());
      assertThat(new PDFTextStripper().getText(document))
          .contains("Eingangsbestätigung", walk.reference(), "26 & <b>");
    }
    String page = new String(file(walk, 1, "en.html"), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(page).contains("Receipt", "26 &amp; &lt;b&gt;").doesNotContain("<b>");

    assertThat(
            as("alma.auditor")
                .get(walk.at("/timeline"))
                .then()
                .extract()
                .<List<String>>path("event"))
        .containsSubsequence("RequestSubmitted", "LetterIssued");
    assertThat(as("hanna.harbour").get(walk.at("/letters")).statusCode()).isEqualTo(404);
    assertThat(as("hanna.harbour").get(walk.at("/letters/1/en.pdf")).statusCode()).isEqualTo(404);
    assertThat(as(OFFICER).get(walk.at("/letters/1/fr.pdf")).statusCode()).isEqualTo(404);
  }

  @Test
  void aNarrowedDecisionIsExplainedByItsReasonsAndNotByNotes() throws IOException {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber", "posts")).verify();
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    walk.post(
            REVIEWER,
            "/proposal",
            Map.of(
                "seenVersion",
                walk.version(),
                "items",
                List.of(
                    Map.of("item", 1, "outcome", "GRANT", "reason", "within-instrument"),
                    Map.of(
                        "item", 2, "outcome", "DENY", "reason", "overbroad", "explanation", NOTE))))
        .then()
        .statusCode(200);
    assertThat(letters(walk).getList("kind")).containsExactly("RECEIPT");
    walk.approve();
    assertThat(letters(walk).getList("kind")).containsExactly("RECEIPT", "NARROWING");
    try (PDDocument document = Loader.loadPDF(file(walk, 2, "en.pdf"))) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Granted", "Denied", "Overbroad")
          .doesNotContain("affidavit");
    }
  }

  @Test
  void anObjectionIsWrittenByTheReviewerAndARefusalByItsStep() {
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify();
    String here = "/desk/letters/" + walk.reference() + "/objection";
    Browser reviewer = Browser.of(REVIEWER);
    Browser.Page page = DeskPagesIT.touch(reviewer, here);
    String version = DeskPagesIT.version(page);
    var unknown = reviewer.post(page, here, Map.of("seenVersion", version, "reason", "because"));
    assertThat(unknown.status()).isEqualTo(422);
    var done = reviewer.post(page, here, Map.of("seenVersion", version, "reason", "overbroad"));
    assertThat(done.uri().getPath()).isEqualTo("/desk/cases/" + walk.reference());
    assertThat(walk.status()).isEqualTo("IN_REVIEW");
    walk.post(
            REVIEWER,
            "/refusal",
            Map.of("seenVersion", walk.version(), "reason", "defective-instrument"))
        .then()
        .statusCode(200);
    assertThat(letters(walk).getList("kind")).containsExactly("RECEIPT", "OBJECTION", "REFUSAL");

    Browser officer = Browser.of(OFFICER);
    String list = "/requests/case/" + walk.reference() + "/letters";
    assertThat(officer.get(list).body()).contains("Refusal", list + "/3/de.pdf");
    assertThat(officer.get(list + "/3/de.html").body())
        .contains("Auf Ihre Anfrage werden keine Daten übergeben.");
    assertThat(reviewer.get("/desk/letters/" + walk.reference()).body())
        .contains("Objection", "objection-1");
  }

  private static JsonPath letters(CaseWalk walk) {
    return as(OFFICER).get(walk.at("/letters")).then().statusCode(200).extract().jsonPath();
  }

  private static byte[] file(CaseWalk walk, int number, String file) {
    return as(OFFICER)
        .get(walk.at("/letters/" + number + "/" + file))
        .then()
        .statusCode(200)
        .extract()
        .asByteArray();
  }
}
