package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.chancery.Browser;
import io.chancery.Chromium;
import io.chancery.Fixtures;
import io.chancery.platform.Texts;
import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One story for each regime, as its people see it in a real browser: what is asked, what the desk
 * checks, what the reviewer may grant, what the approver signs, which clock runs by which article.
 * With {@code -Dscreenshots=<folder>} each page is kept as a picture: docs/stories.md shows them.
 */
@QuarkusTest
class StoriesIT {
  private static final String FOLDER = System.getProperty("screenshots");

  /** What a reviewer answers; everything else that is said are details of the instrument. */
  private static final Set<String> CONDITIONS =
      Set.of(
          "solely-to-identify",
          "offence-gate",
          "emergency-exists",
          "danger-of-death-or-serious-injury",
          "without-delay",
          "relating-to-emergency",
          "specific-selector",
          "gag-certification",
          "judicial-review-notice");

  private static Chromium chromium;
  private static final Map<String, Chromium.Person> PEOPLE = new HashMap<>();

  /**
   * A story.
   *
   * @param groups what is asked; the last is denied where {@code reached} leaves it out
   * @param reached how many of them the instrument reaches, from the first on
   * @param said conditions and details, in the officer's words
   */
  private record Story(
      String name,
      String regime,
      String kind,
      String issuer,
      List<String> groups,
      int reached,
      Map<String, String> said,
      List<String> declared) {

    @Override
    public String toString() {
      return name;
    }

    boolean emergency() {
      return kind.startsWith("emergency");
    }

    /** A letter brings a silence of its own; every other order of that regime comes with one. */
    boolean letter() {
      return kind.equals("national-security-letter");
    }

    Map<String, Object> form() {
      String docket = CaseWalk.newDocket();
      Map<String, Object> form = new HashMap<>(Fixtures.openRequest(docket, groups));
      form.put("regime", regime);
      form.put("kind", kind);
      form.put("issuerType", issuer);
      form.put("statement", said);
      form.put("declared", declared);
      if (regime.equals("us-federal") && !letter() && !kind.startsWith("preservation")) {
        form.put("nonDisclosure", Fixtures.order(docket, 90));
      }
      if (letter() || List.of("us-state", "treaty").contains(regime)) {
        form.put("dueOn", LocalDate.now(ZoneOffset.UTC).plusDays(21).toString());
      }
      return form;
    }
  }

  static List<Story> stories() {
    return List.of(
        new Story(
            "us-federal-warrant",
            "us-federal",
            "search-warrant",
            "magistrate-judge",
            List.of("subscriber", "sessions", "messages"),
            3,
            Map.of(),
            List.of()),
        new Story(
            "us-federal-2703d",
            "us-federal",
            "court-order-2703d",
            "magistrate-judge",
            List.of("subscriber", "sessions", "messages"),
            2,
            Map.of(),
            List.of()),
        new Story(
            "us-emergency",
            "us-federal",
            "emergency-records",
            "law-enforcement-agency",
            List.of("subscriber", "sessions"),
            2,
            new LinkedHashMap<>(
                Map.of(
                    "emergency-exists", "a child of nine is missing since this morning",
                    "danger-of-death-or-serious-injury", "she needs insulin by tonight",
                    "without-delay", "a court answers tomorrow at the earliest",
                    "relating-to-emergency", "she wrote with this account an hour before")),
            List.of()),
        new Story(
            "us-national-security-letter",
            "us-federal",
            "national-security-letter",
            "fbi-special-agent-in-charge",
            List.of("subscriber", "sessions"),
            1,
            new LinkedHashMap<>(
                Map.of(
                    "specific-selector", "the user name on page 1 of the letter",
                    "gag-certification", "page 2: disclosure may endanger national security",
                    "judicial-review-notice", "page 3: a court reviews the silence on request")),
            List.of()),
        new Story(
            "us-state-order",
            "us-state",
            "state-court-order",
            "state-court",
            List.of("subscriber", "posts"),
            1,
            Map.of(),
            List.of()),
        new Story(
            "eu-production-order",
            "eu-e-evidence",
            "epoc",
            "eu-prosecutor",
            List.of("subscriber", "sessions", "posts"),
            2,
            Map.of(
                "addressee", "The platform’s designated establishment, Sampleton",
                "criminal-provisions", "Section 263 of the Criminal Code",
                "solely-to-identify", "only the address of the last sign-in, to identify the user",
                "offence-gate", "fraud, at most ten years"),
            List.of("authority-notified")),
        new Story(
            "eu-order-for-information",
            "dsa",
            "dsa-order-for-information",
            "eu-authority",
            List.of("subscriber", "sessions"),
            1,
            Map.of(
                "legal-basis", "Section 5 of the Youth Protection Act",
                "statement-of-reasons", "an account that sells to minors; nobody else knows who",
                "redress", "Administrative Court of Sampleton, within a month",
                "report-addressee", "Youth Protection Office, unit 4",
                "language", "English"),
            List.of()),
        new Story(
            "uk-overseas-production-order",
            "uk-copo",
            "overseas-production-order",
            "uk-judge",
            List.of("subscriber", "messages"),
            2,
            Map.of("agreement-certification", "certified by the designated authority"),
            List.of()),
        new Story(
            "treaty-request",
            "treaty",
            "mlat-process",
            "domestic-court-for-treaty",
            List.of("subscriber", "posts"),
            2,
            Map.of("treaty", "Treaty on mutual legal assistance", "requesting-country", "Utopia"),
            List.of()));
  }

  /** What is stored and shown to nobody: there is nothing to decide and nothing to sign. */
  static List<Story> preservations() {
    return List.of(
        new Story(
            "us-preservation",
            "us-federal",
            "preservation-2703f",
            "law-enforcement-agency",
            List.of("subscriber", "messages"),
            0,
            Map.of(),
            List.of()),
        new Story(
            "eu-preservation-order",
            "eu-e-evidence",
            "epoc-pr",
            "eu-prosecutor",
            List.of("subscriber", "sessions"),
            0,
            Map.of(
                "addressee", "The platform’s designated establishment, Sampleton",
                "criminal-provisions", "Section 263 of the Criminal Code"),
            List.of()));
  }

  @AfterAll
  static void close() {
    PEOPLE.clear();
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void isReadFromTheRequestToTheSignature(Story story) throws Exception {
    Map<String, Object> form = story.form();
    String draft = CaseWalk.draftOf(form, Fixtures.warrant((String) form.get("docket")));
    String check = shows(story, OFFICER, 1, "request", "/requests/draft/" + draft + "/check");
    assertThat(check).contains((String) form.get("docket"));
    story.said().values().forEach(words -> assertThat(check).contains(words));
    assertThat(check).doesNotContainIgnoringCase("necessity").doesNotContain("case summary");

    CaseWalk walk = CaseWalk.submittedAs(draft, form.containsKey("nonDisclosure"));
    String desk = "/desk/verification/" + walk.reference();
    if (story.emergency()) {
      walk.post(
              "sofia.supervisor",
              "/confirmation",
              Map.of("confirmed", true, "words", "I lead this search and confirm the request"))
          .then()
          .statusCode(204);
      walk.post(
              CLERK,
              "/call-back",
              Map.of(
                  "number", numberOfAge(),
                  "outcome", "CONFIRMED",
                  "evidence", "the watch officer confirmed it"))
          .then()
          .statusCode(204);
    }
    shows(story, CLERK, 2, "verification", desk);
    walk.verify();

    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    conditionsHold(story, walk);
    as(REVIEWER).post(walk.at("/counts")).then().statusCode(204);
    String decide = shows(story, REVIEWER, 3, "decision", "/desk/review/" + walk.reference());
    assertThat(citations(walk)).as("the law beside the clock").anyMatch(decide::contains);
    if (story.reached() < story.groups().size()) {
      walk.post(
              REVIEWER,
              "/proposal",
              Map.of("seenVersion", walk.version(), "items", items(story, story.groups().size())))
          .then()
          .statusCode(422);
    }
    walk.post(
            REVIEWER,
            "/proposal",
            Map.of("seenVersion", walk.version(), "items", items(story, story.reached())))
        .then()
        .statusCode(200);
    shows(story, APPROVER, 4, "approval", "/desk/approval/" + walk.reference());
    String answer = shows(story, OFFICER, 5, "officer", "/requests/case/" + walk.reference());
    for (String citation : citations(walk)) {
      assertThat(answer).as("the law beside the clock, for the officer").contains(citation);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("preservations")
  void isReadFromTheRequestToTheTermOfWhatIsStored(Story story) throws Exception {
    Map<String, Object> form = story.form();
    String draft = CaseWalk.draftOf(form, Fixtures.warrant((String) form.get("docket")));
    String check = shows(story, OFFICER, 1, "request", "/requests/draft/" + draft + "/check");
    assertThat(check).contains((String) form.get("docket"));
    story.said().values().forEach(words -> assertThat(check).contains(words));
    assertThat(check).doesNotContainIgnoringCase("necessity").doesNotContain("case summary");

    CaseWalk walk = CaseWalk.submittedAs(draft, false);
    shows(story, CLERK, 2, "verification", "/desk/verification/" + walk.reference());
    walk.verify();
    String storing = "/desk/collection/" + walk.reference();
    shows(story, CUSTODIAN, 3, "storing", storing);
    walk.post(CUSTODIAN, "/collection", Map.of("seenVersion", walk.version()))
        .then()
        .statusCode(200);
    walk.await("PRESERVED");
    assertThat(shows(story, CUSTODIAN, 4, "stored", storing))
        .as("what is stored is shown to nobody, nor how much it is")
        .doesNotContain("artefacts", ".jsonl");
    String answer = shows(story, OFFICER, 5, "officer", "/requests/case/" + walk.reference());
    for (String citation : citations(walk)) {
      assertThat(answer).as("the law beside the clock, for the officer").contains(citation);
    }
    assertThat(answer)
        .as("the way to the renewal")
        .contains(Texts.text(Locale.ENGLISH, "preservation_go"));
    assertThat(
            shows(
                story,
                OFFICER,
                6,
                "renewal",
                "/requests/case/" + walk.reference() + "/preservation"))
        .contains(walk.reference());
  }

  /** Begun by a clerk: no officer, no instrument, and nobody of the agency until its release. */
  @Test
  void aReferralIsReadFromItsStatementToTheSignature() throws Exception {
    Story story =
        new Story(
            "own-referral",
            "us-federal",
            "own-referral-us",
            "provider",
            List.of("subscriber", "sessions"),
            2,
            new LinkedHashMap<>(
                Map.of(
                    "emergency-exists", "a post announces an attack on a school for tomorrow",
                    "danger-of-death-or-serious-injury", "pupils and teachers of the school",
                    "without-delay", "it is announced for eight in the morning",
                    "relating-to-emergency", "who wrote the post, and from where")),
            List.of());
    Map<String, Object> form = new HashMap<>(Fixtures.openRequest("TS-2026-4711", story.groups()));
    List.of("authority", "issuerType", "issuedOn").forEach(form::remove);
    form.put("kind", story.kind());
    form.put("statement", story.said());
    form.put("officer", "01930000-0000-7000-8000-000000000001");
    form.put("awareAt", Instant.now().minusSeconds(1200).toString());
    CaseWalk walk =
        CaseWalk.of(
            as(CLERK)
                .body(form)
                .post("/api/v1/referrals/agencies/01930000-0000-7000-8000-000000000201")
                .then()
                .statusCode(201)
                .extract()
                .path("reference"));
    shows(story, CLERK, 1, "choice", "/desk/referrals?name=metro");
    String statement =
        shows(
            story,
            CLERK,
            2,
            "statement",
            "/desk/referrals/01930000-0000-7000-8000-000000000201?law=us-federal");
    assertThat(statement).contains("When did the platform become aware?", "Olivia Officer");
    String begun = shows(story, CLERK, 3, "case", "/desk/cases/" + walk.reference());
    assertThat(begun).contains("The platform’s own referral", "2702(b)(8)");
    for (String check : List.of("addressee-competent", "recipient-key-known")) {
      walk.post(
              "carl.clerk",
              "/checks",
              Map.of("name", check, "passed", true, "evidence", "looked up in the directory"))
          .then()
          .statusCode(200);
    }
    walk.post(
            "carl.clerk",
            "/call-back",
            Map.of(
                "number", numberOfAge(),
                "outcome", "CONFIRMED",
                "evidence", "the watch officer named the unit"))
        .then()
        .statusCode(204);
    shows(story, "carl.clerk", 4, "verification", "/desk/verification/" + walk.reference());
    walk.post("carl.clerk", "/verification", Map.of("seenVersion", walk.version()))
        .then()
        .statusCode(200);
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    conditionsHold(story, walk);
    as(REVIEWER).post(walk.at("/counts")).then().statusCode(204);
    String decide = shows(story, REVIEWER, 5, "decision", "/desk/review/" + walk.reference());
    story.said().values().forEach(words -> assertThat(decide).contains(words));
    walk.post(
            REVIEWER,
            "/proposal",
            Map.of("seenVersion", walk.version(), "items", items(story, story.reached())))
        .then()
        .statusCode(200);
    shows(story, APPROVER, 6, "approval", "/desk/approval/" + walk.reference());
    as(OFFICER).get(walk.at("")).then().statusCode(404);
  }

  /** Answers of which the first so many grant; a denial where one is due says why. */
  private static List<Map<String, Object>> items(Story story, int granted) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int item = 1; item <= story.groups().size(); item++) {
      items.add(
          item <= granted
              ? granted(story, item)
              : Map.of(
                  "item", item,
                  "outcome", "DENY",
                  "reason", "beyond-instrument",
                  "explanation", "the instrument does not reach this category"));
    }
    return items;
  }

  /** Of a category that the instrument does not reach as a whole the fields of its list. */
  private static Map<String, Object> granted(Story story, int item) {
    return story.letter()
        ? Map.of(
            "item", item,
            "outcome", "NARROW",
            "reason", "fields-beyond-instrument",
            "explanation", "name, address and length of service",
            "fields", List.of("id", "username", "displayName", "createdAt"))
        : Map.of("item", item, "outcome", "GRANT", "reason", "within-instrument");
  }

  private static void conditionsHold(Story story, CaseWalk walk) {
    List<String> parts = story.said().keySet().stream().filter(CONDITIONS::contains).toList();
    if (!parts.isEmpty()) {
      walk.post(
              REVIEWER,
              "/conditions",
              Map.of(
                  "answers",
                  parts.stream()
                      .map(part ->
                          Map.of("part", part, "holds", true, "words", "found to hold as stated"))
                      .toList()))
          .then()
          .statusCode(204);
    }
  }

  private static List<String> citations(CaseWalk walk) {
    JsonPath seen = as(OFFICER).get(walk.at("")).then().statusCode(200).extract().jsonPath();
    return seen.getList("clocks.citation");
  }

  /** The page's words, in the real browser; without a finding of axe. */
  private static String shows(Story story, String username, int number, String what, String path) {
    Page page = person(username).page();
    page.navigate(path);
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
    assertThat(Chromium.violations(page)).as(path).isEmpty();
    if (FOLDER != null) {
      person(username)
          .screenshot(Path.of(FOLDER, story.name() + "-" + number + "-" + what + ".png"));
    }
    return page.innerText("main");
  }

  /** Looks with the session that the person has at the portal's other browser. */
  private static Chromium.Person person(String username) {
    if (chromium == null) {
      chromium = Chromium.launch(Browser.portal());
    }
    return PEOPLE.computeIfAbsent(
        username,
        name -> {
          Browser signedIn = Browser.of(name);
          signedIn.get(name.equals(OFFICER) ? "/requests" : "/desk");
          String cookie = name.equals(OFFICER) ? "q_session_agency" : "q_session_staff";
          SeededPerson who =
              SeededPerson.ALL.stream()
                  .filter(each -> each.username().equals(name))
                  .findFirst()
                  .orElseThrow();
          return chromium.stranger(
              who,
              null,
              List.of(
                  new Cookie(cookie, signedIn.cookie(cookie).orElseThrow())
                      .setUrl(Browser.portal())));
        });
  }

  private static String numberOfAge() throws SQLException {
    return Rows.one(
        "select n.id from contact_number n join agency a on a.id = n.agency_id where"
            + " a.slug = 'metro-police' and n.recorded_at < now() - interval '31 days'"
            + " and n.retired_at is null limit 1");
  }
}
