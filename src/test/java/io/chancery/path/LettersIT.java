package io.chancery.path;

import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.chancery.kernel.Sha256;
import io.chancery.platform.embedded.SamplePlatform;
import io.chancery.policy.PolicyPacks;
import io.chancery.review.DecisionComparison;
import io.chancery.review.ReplayCheck;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** Letters: written with the act that causes them, readable, stored, and never with notes. */
@QuarkusTest
class LettersIT {
  @Inject DecisionComparison comparison;

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
  void aSubpoenaGivesItsListedFieldsAndNobodyReadsTheOthers() throws IOException {
    Map<String, Object> form =
        new HashMap<>(
            Fixtures.request(CaseWalk.newDocket(), List.of("subscriber", "sessions", "posts")));
    form.put("kind", "subpoena-grand-jury");
    form.put("issuerType", "federal-grand-jury");
    form.put("dueOn", LocalDate.now(ZoneOffset.UTC).plusDays(20).toString());
    CaseWalk walk = CaseWalk.submitted(form).verify();
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    Browser reviewer = Browser.of(REVIEWER);
    assertThat(DeskPagesIT.touch(reviewer, "/desk/review/" + walk.reference()).body())
        .contains("Only the fields", "items[1].fields", "creationAddress")
        .doesNotContain("value=\"profileText\"", "items[3].fields");
    assertThat(
            decided(walk, "GRANT", "within-instrument", null)
                .then()
                .statusCode(422)
                .extract()
                .<List<String>>path("errors.field"))
        .containsExactly("items[1].outcome", "items[2].outcome");
    assertThat(
            decided(walk, "NARROW", "fields-beyond-instrument", List.of("id", "userAgent"))
                .then()
                .statusCode(422)
                .extract()
                .<List<String>>path("errors.field"))
        .containsExactly("items[1].fields", "items[2].fields");
    Map<String, Object> subscriber =
        narrowed(1, List.of("username", "email", "createdAt", "creationAddress"));
    Map<String, Object> sessions = narrowed(2, List.of("startedAt", "address"));
    propose(walk, subscriber, sessions).then().statusCode(200);
    assertThat(as("alma.auditor").get(walk.at("/decision")).<List<String>>path("items[1].fields"))
        .containsExactly("address", "id", "startedAt");
    assertThat(Browser.of("anna.approver").get("/desk/cases/" + walk.reference()).body())
        .contains("only the fields address, id, startedAt");
    walk.approve();
    try (PDDocument document = Loader.loadPDF(file(walk, 2, "en.pdf"))) {
      assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
          .contains("only the fields address, id, startedAt", "single fields of this category");
    }
    aStrangerComesToTheSameDecision(walk);
    walk.collect();
    JsonPath found =
        walk.post("cora.custodian", "/records/search", Map.of("group", "sessions")).jsonPath();
    assertThat(found.getInt("total")).isPositive();
    assertThat(found.<Map<String, String>>getList("hits.fields"))
        .allSatisfy(fields ->
            assertThat(fields.keySet())
                .isSubsetOf("id", "startedAt", "address", "source", "retention"));
  }

  private void aStrangerComesToTheSameDecision(CaseWalk walk) throws IOException {
    byte[] inputs =
        as("alma.auditor")
            .get(walk.at("/decision/inputs"))
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    assertThat(new String(inputs, StandardCharsets.UTF_8))
        .doesNotContain("The statute lists", SamplePlatform.TARGET, "rita");
    assertThat(as("alma.auditor").get(walk.at("/timeline")).asString())
        .contains(Sha256.hash(inputs).hex());
    assertThat(ReplayCheck.run(inputs, shipped("us-federal"), null, null).wrongs()).isEmpty();
    DecisionComparison.Result older =
        comparison.with(PolicyPacks.read("pack", shipped("us-federal-2026.5")).pack());
    assertThat(older.compared()).isGreaterThanOrEqualTo(older.different());
    assertThat(older.differences())
        .anyMatch(d -> d.startsWith(walk.reference() + ": item 1 (subscriber): reach was"));
    assertThat(
            comparison.with(PolicyPacks.read("pack", shipped("us-federal")).pack()).differences())
        .noneMatch(d -> d.startsWith(walk.reference()));
  }

  private static byte[] shipped(String pack) throws IOException {
    try (InputStream in = PolicyPacks.class.getResourceAsStream("/policy/" + pack + ".yaml")) {
      return in.readAllBytes();
    }
  }

  private static io.restassured.response.Response decided(
      CaseWalk walk, String outcome, String reason, List<String> fields) {
    Map<String, Object> one = new HashMap<>(Map.of("outcome", outcome, "reason", reason));
    one.put("explanation", "The statute lists the fields.");
    if (fields != null) {
      one.put("fields", fields);
    }
    Map<String, Object> first = new HashMap<>(one);
    first.put("item", 1);
    Map<String, Object> second = new HashMap<>(one);
    second.put("item", 2);
    return propose(walk, first, second);
  }

  private static Map<String, Object> narrowed(int item, List<String> fields) {
    return Map.of(
        "item", item,
        "outcome", "NARROW",
        "reason", "fields-beyond-instrument",
        "explanation", "The statute lists the fields.",
        "fields", fields);
  }

  private static io.restassured.response.Response propose(
      CaseWalk walk, Map<String, Object> first, Map<String, Object> second) {
    Map<String, Object> third =
        Map.of(
            "item", 3,
            "outcome", "DENY",
            "reason", "beyond-instrument",
            "explanation", "Content needs a warrant.");
    return walk.post(
        REVIEWER,
        "/proposal",
        Map.of("seenVersion", walk.version(), "items", List.of(first, second, third)));
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
