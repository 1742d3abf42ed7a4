package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.chancery.Browser;
import io.chancery.casework.InstrumentFiles;
import io.chancery.casework.LedgerCheck;
import io.chancery.kernel.Sha256;
import io.chancery.platform.embedded.SamplePlatform;
import io.chancery.vault.Vault;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;

/**
 * The platform's own referral, from a clerk's statement to the receipt of an authority's officer.
 */
@QuarkusTest
class ReferralIT {
  private static final String SECOND_CLERK = "carl.clerk";
  private static final String OTHER_AGENCYS = "hanna.harbour";
  private static final String METRO = "01930000-0000-7000-8000-000000000201";
  private static final String OLIVIA = "01930000-0000-7000-8000-000000000001";
  private static final String HERE = "/api/v1/referrals/agencies";
  private static final List<String> TEST =
      List.of(
          "emergency-exists",
          "danger-of-death-or-serious-injury",
          "without-delay",
          "relating-to-emergency");

  private static final Pattern TOUCH = Pattern.compile("href=\"(/step-up/staff/begin[^\"]+)\"");

  private static int files;

  @Inject Vault vault;
  @Inject LedgerCheck ledger;

  @Test
  void aReferralGoesFromItsStatementToTheReceiptInOtherHandsThanItsAuthors() throws Exception {
    as(CLERK).get(HERE + "?name=metro").then().statusCode(200).body("id", hasItem(METRO));
    as(CLERK).get(HERE + "/" + METRO).then().statusCode(200).body("id", hasItem(OLIVIA));
    as(OFFICER).get(HERE).then().statusCode(403);
    Map<String, Object> form = form();
    CaseWalk walk = referred(form);
    as(CLERK)
        .body(form)
        .post(HERE + "/" + METRO)
        .then()
        .statusCode(409)
        .body("code", equalTo("referral_known"));
    statementSaysItInBothLanguages(walk, (String) form.get("docket"));
    nobodyOfTheAgencyKnows(walk);
    theDatabaseSaysSoToo(walk);

    itsAuthorChecksNothing(walk);
    verifiedByAnother(walk);
    walk.post(
            REVIEWER,
            "/questions",
            Map.of("reason", "period-unclear", "question", "which week do you mean"))
        .then()
        .statusCode(409)
        .body("code", equalTo("guard_OWN_REFERRAL"));
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    proposal(walk).then().statusCode(422).body("errors[0].code", equalTo("test_missing"));
    walk.post(REVIEWER, "/conditions", found()).then().statusCode(204);
    proposal(walk).then().statusCode(200);
    assertThat(Browser.of(APPROVER).get("/desk/approval/" + walk.reference()).body())
        .contains("in my own words: without-delay", "found to hold");
    walk.approve().collect().seal();
    nobodyOfTheAgencyKnows(walk);
    assertThat(mails(walk)).as("mails to the agency").isEmpty();

    walk.release();
    as(OFFICER)
        .get(walk.at(""))
        .then()
        .statusCode(200)
        .body("referral", equalTo(true))
        .body("officer", equalTo("Olivia Officer"));
    assertThat(Browser.of(OFFICER).get("/requests/case/" + walk.reference()).body())
        .contains("of its own accord", "/requests/case/" + walk.reference() + "/statement");
    Browser.Page statement =
        Browser.of(OFFICER).get("/requests/case/" + walk.reference() + "/statement");
    assertThat(statement.header("content-type")).contains("application/pdf");
    assertThat(statement.body()).startsWith("%PDF");
    as("oscar.officer").get(walk.at("")).then().statusCode(200);
    as(OTHER_AGENCYS).get(walk.at("")).then().statusCode(404);
    walk.post(OFFICER, "/withdrawal", Map.of("seenVersion", walk.version(), "reason", "not-ours"))
        .then()
        .statusCode(409);
    handedOver(walk);
    List<String> events =
        as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
    assertThat(events)
        .startsWith("ReferralMade")
        .containsSubsequence("EmergencyStated", "CalledBack", "RequestVerified", "ReceiptGiven")
        .doesNotContain("LetterIssued", "EmergencyConfirmed", "FollowUpDue");
    assertThat(mails(walk)).contains("PRODUCTION_READY").doesNotContain("REQUEST_RECEIVED");
    assertThat(ledger.run(List.of(), entry -> {}).differences())
        .noneMatch(text -> text.startsWith(walk.reference()));
  }

  @Test
  void aClerkRefersOnThePageAndGivesItUpWithoutAWordToTheAgency() throws Exception {
    Browser clara = Browser.of(CLERK);
    assertThat(clara.get("/desk/referrals?name=metro").body()).contains("/desk/referrals/" + METRO);
    assertThat(clara.get("/desk/referrals/" + METRO).body()).contains("law=dsa", "law=us-federal");
    String here = "/desk/referrals/" + METRO;
    Map<String, String> typed = typed();
    Browser.Page blank = clara.get(here + "?law=dsa");
    Browser.Page untouched = clara.post(blank, here, typed);
    assertThat(untouched.status()).isEqualTo(403);
    assertThat(untouched.body()).contains("he wrote that he would", "target=\"_blank\"");
    Matcher link = TOUCH.matcher(untouched.body());
    assertThat(link.find()).isTrue();
    Browser.Page touched = clara.get(link.group(1).replace("&amp;", "&"));
    assertThat(touched.uri()).hasToString(Browser.portal() + here + "?law=dsa");

    Map<String, String> lacking = new HashMap<>(typed);
    lacking.put("statement.relevant-information", "");
    Browser.Page wrong = clara.post(touched, here, lacking);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("id=\"statement-relevant-information-error\"");
    // What was refused has not used the touch up.
    Browser.Page opened = clara.post(wrong, here, typed);
    assertThat(opened.body()).contains("own referral", "Article 18", "The platform became aware");
    CaseWalk walk = CaseWalk.of(opened.uri().getPath().replace("/desk/cases/", ""));
    walk.post(CLERK, "/refusal", Map.of("seenVersion", walk.version(), "reason", "wrong-addressee"))
        .then()
        .statusCode(200);
    nobodyOfTheAgencyKnows(walk);
    assertThat(mails(walk)).isEmpty();
    as(CLERK).get(walk.at("/letters")).then().statusCode(200).body("size()", equalTo(0));
  }

  private void statementSaysItInBothLanguages(CaseWalk walk, String docket) throws Exception {
    String instrument = " from legal_instrument where case_id = " + id(walk);
    String key = Rows.one("select vault_key" + instrument);
    Sha256 digest = new Sha256(String.valueOf(Rows.one("select sha256" + instrument)));
    try (InputStream in = vault.open(key, digest);
        PDDocument document = InstrumentFiles.open(in.readAllBytes())) {
      assertThat(InstrumentFiles.words(document, 5).replaceAll("\\s+", " "))
          .contains(
              docket,
              "Clara Clerk",
              "Olivia Officer",
              "in my own words: without-delay",
              "The platform’s own statement",
              "Eigene Erklärung der Plattform");
    }
  }

  private static void nobodyOfTheAgencyKnows(CaseWalk walk) {
    for (String person : List.of(OFFICER, "oscar.officer", "sofia.supervisor", OTHER_AGENCYS)) {
      as(person).get(walk.at("")).then().statusCode(404);
      as(person).get(walk.at("/timeline")).then().statusCode(404);
    }
    assertThat(as(OFFICER).get("/api/v1/cases").then().extract().<List<String>>path("reference"))
        .doesNotContain(walk.reference());
    assertThat(Browser.of("sofia.supervisor").get("/agency/confirmations").body())
        .doesNotContain(walk.reference());
    for (String rest : List.of("", "/statement")) {
      assertThat(Browser.of(OFFICER).get("/requests/case/" + walk.reference() + rest).status())
          .isEqualTo(404);
    }
  }

  /** The second line: row-level security, who began it, and from when the agency sees it. */
  private static void theDatabaseSaysSoToo(CaseWalk walk) throws SQLException {
    try (Connection connection = Rows.application();
        Statement sql = connection.createStatement()) {
      sql.execute("select set_config('chancery.side', 'agency', true)");
      sql.execute("select set_config('chancery.agency', '" + METRO + "', true)");
      for (String table :
          List.of("disclosure_case c where c.id", "legal_instrument where case_id")) {
        try (var rows =
            sql.executeQuery(
                "select count(*) from " + table + " = '" + Rows.one("select " + id(walk)) + "'")) {
          rows.next();
          assertThat(rows.getLong(1)).as(table).isZero();
        }
      }
    }
    String row = " where id = " + id(walk);
    assertThatThrownBy(() -> Rows.execute("update disclosure_case set referred_by = null" + row))
        .hasMessageContaining("decided when it opens");
    assertThatThrownBy(
            () -> Rows.execute("update disclosure_case set agency_sees_from = now()" + row))
        .hasMessageContaining("once it was released");
    assertThatThrownBy(() ->
            Rows.execute(
                "insert into step_taken select gen_random_uuid(), id, 'Approve', referred_by, 'clerk', null, 'x', now()"
                    + " from disclosure_case"
                    + row,
                "update disclosure_case set version = version + 1" + row))
        .hasMessageContaining("no other step");
  }

  private static void itsAuthorChecksNothing(CaseWalk walk) throws SQLException {
    for (Map.Entry<String, Map<String, Object>> act :
        Map.of(
                "/checks", check("addressee-competent"),
                "/call-back", call(),
                "/verification", Map.<String, Object>of("seenVersion", walk.version()))
            .entrySet()) {
      walk.post(CLERK, act.getKey(), act.getValue())
          .then()
          .statusCode(409)
          .body("code", equalTo("guard_FOUR_EYES"));
    }
    String seen = "{\"seenVersion\":%d}".formatted(walk.version());
    as(CLERK).body(seen).post(walk.at("/approval")).then().statusCode(403);
  }

  private static void verifiedByAnother(CaseWalk walk) throws SQLException {
    for (String name : List.of("addressee-competent", "recipient-key-known")) {
      walk.post(SECOND_CLERK, "/checks", check(name)).then().statusCode(200);
    }
    walk.post(SECOND_CLERK, "/verification", Map.of("seenVersion", walk.version()))
        .then()
        .statusCode(409)
        .body("code", equalTo("guard_CALL_BACK_MISSING"));
    walk.post(SECOND_CLERK, "/call-back", call()).then().statusCode(204);
    walk.post(SECOND_CLERK, "/verification", Map.of("seenVersion", walk.version()))
        .then()
        .statusCode(200);
  }

  private static void handedOver(CaseWalk walk) {
    String pickup = "/api/v1/pickups/" + walk.token();
    as(OTHER_AGENCYS).post(pickup + "/opening").then().statusCode(404);
    as(OFFICER).post(pickup + "/opening").then().statusCode(200);
    byte[] file = as(OFFICER).get(pickup + "/file").then().statusCode(200).extract().asByteArray();
    walk.await("DELIVERED");
    as(OFFICER)
        .body(Map.of("ciphertext", Sha256.hash(file).hex()))
        .post(pickup + "/receipt")
        .then()
        .statusCode(200);
  }

  private static io.restassured.response.Response proposal(CaseWalk walk) {
    return walk.post(
        REVIEWER,
        "/proposal",
        Map.of(
            "seenVersion",
            walk.version(),
            "items",
            List.of(Map.of("item", 1, "outcome", "GRANT", "reason", "within-instrument"))));
  }

  private static Map<String, Object> found() {
    return Map.of(
        "answers",
        TEST.stream()
            .map(part -> Map.of("part", part, "holds", true, "words", "found to hold"))
            .toList());
  }

  private static Map<String, Object> check(String name) {
    return Map.of("name", name, "passed", true, "evidence", "looked up in the directory");
  }

  private static Map<String, Object> call() throws SQLException {
    String number =
        Rows.one(
            "select id from contact_number where agency_id = '"
                + METRO
                + "' and recorded_at < now() - interval '31 days' and retired_at is null");
    return Map.of(
        "number",
        String.valueOf(number),
        "outcome",
        "CONFIRMED",
        "evidence",
        "the watch officer named the unit");
  }

  private static String id(CaseWalk walk) {
    return "(select id from disclosure_case where reference = '" + walk.reference() + "')";
  }

  private static String mails(CaseWalk walk) throws SQLException {
    String kinds =
        Rows.one(
            "select string_agg(kind, ' ') from outbox where reference = '"
                + walk.reference()
                + "'");
    return kinds == null ? "" : kinds;
  }

  private static CaseWalk referred(Map<String, Object> form) {
    return CaseWalk.of(
        as(CLERK)
            .body(form)
            .post(HERE + "/" + METRO)
            .then()
            .statusCode(201)
            .extract()
            .path("reference"));
  }

  private static synchronized String file() {
    return "TS-2026-" + files++;
  }

  private static Map<String, Object> form() {
    Map<String, Object> form = new HashMap<>();
    form.put("officer", OLIVIA);
    form.put("regime", "us-federal");
    form.put("kind", "own-referral-us");
    form.put("docket", file());
    form.put("awareAt", Instant.now().minusSeconds(3600).toString());
    Map<String, String> said = new LinkedHashMap<>();
    TEST.forEach(part -> said.put(part, "in my own words: " + part));
    form.put("statement", said);
    form.put(
        "targets",
        List.of(
            Map.of(
                "identifierKind", "username",
                "identifier", "@" + SamplePlatform.TARGET,
                "fieldGroups", List.of("subscriber"),
                "from", "2026-01-01",
                "until", "2026-03-31",
                "timeZone", "UTC")));
    return form;
  }

  private static Map<String, String> typed() {
    Map<String, String> typed = new HashMap<>();
    typed.put("regime", "dsa");
    typed.put("kind", "own-referral-eu");
    typed.put("officer", OLIVIA);
    typed.put("docket", file());
    typed.put("awareAt", Instant.now().minusSeconds(3600).toString().substring(0, 16));
    typed.put("statement.suspicion-of-offence", "he wrote that he would");
    typed.put("statement.threat-to-life-or-safety", "the pupils of a school");
    typed.put("statement.relevant-information", "who he is, and nothing else");
    typed.put("targets[0].identifierKind", "username");
    typed.put("targets[0].identifier", "@" + SamplePlatform.TARGET);
    typed.put("targets[0].fieldGroups", "subscriber");
    typed.put("targets[0].from", "2026-01-01");
    typed.put("targets[0].until", "2026-03-31");
    typed.put("targets[0].timeZone", "UTC");
    return typed;
  }
}
