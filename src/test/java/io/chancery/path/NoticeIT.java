package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.RELEASER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chancery.Browser;
import io.chancery.Fixtures;
import io.chancery.kernel.Sha256;
import io.chancery.keys.WebhookSignatures;
import io.chancery.platform.embedded.SamplePlatform;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account holder is told: by the rule, held back by an order, due by itself, and proved. */
@QuarkusTest
class NoticeIT {
  private static final String SECRET = "a secret that both sides of this test hold";
  private static final String[] SETTINGS = {
    "chancery.notice.channel", "chancery.notice.webhook.url", "chancery.notice.webhook.secret"
  };

  /** What reached the operator's system. */
  private record Call(String id, String timestamp, String signature, byte[] body) {}

  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private HttpServer operator;

  @BeforeEach
  void theOperatorsSystemListens() throws IOException {
    operator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    operator.createContext("/notices", this::take);
    operator.start();
    System.setProperty(SETTINGS[0], "webhook");
    System.setProperty(
        SETTINGS[1], "http://127.0.0.1:" + operator.getAddress().getPort() + "/notices");
    System.setProperty(SETTINGS[2], SECRET);
  }

  @AfterEach
  void theOperatorsSystemStops() {
    operator.stop(0);
    for (String setting : SETTINGS) {
      System.clearProperty(setting);
    }
  }

  @Test
  void anOrderHoldsTheNoticeBackUntilItEndsAndThenItGoesOutByItself() throws IOException {
    refusals.set(1);
    String docket = CaseWalk.newDocket();
    CaseWalk walk = CaseWalk.submitted(Fixtures.request(docket, List.of("posts")));
    assertThat(walk.post(CLERK, "/orders/1/check", checked(true)).statusCode()).isEqualTo(409);
    extend(walk, docket);
    Browser clerk = Browser.of(CLERK);
    theExtensionIsCheckedWithATouch(walk, clerk);
    walk.verify().propose(1).approve();
    assertThat(notices(walk).getString("[0].state")).isEqualTo("BLOCKED");
    assertThat(ask()).doesNotContain("true");

    assertThat(clerk.get("/desk/notices?state=blocked").body()).contains(walk.reference());
    assertThat(clerk.get("/desk/notices/" + walk.reference()).body())
        .contains("Blocked by an order", "Magistrate Judge Jane Sample", "Confirmed");
    assertThat(Browser.of(OFFICER).get("/requests/case/" + walk.reference() + "/orders").body())
        .contains("Magistrate Judge Jane Sample")
        .doesNotContain("Confirmed");
    var question = clerk.get("/desk/disclosures");
    String held = answer(clerk.post(question, "/desk/disclosures", asked(SamplePlatform.TARGET)));
    String unknown = answer(clerk.post(question, "/desk/disclosures", asked("nobody.at.all")));
    assertThat(held).isEqualTo(unknown).contains("There is nothing to tell");

    theOfficerCannotLiftWithoutATouch(walk);
    lift(walk, 1);
    // Its extension still binds: nothing goes out.
    assertThat(as(OFFICER).get(walk.at("/orders")).jsonPath().getList("state"))
        .containsExactly("lifted", "in-force");
    lift(walk, 2);
    walk.awaitThat(() -> state(walk).equals("SENT"), "the notice to go out by itself");

    assertThat(calls).hasSize(2);
    Call call = calls.poll();
    assertThat(call.signature())
        .isEqualTo(WebhookSignatures.sign(SECRET, call.id(), call.timestamp(), call.body()));
    JsonNode body = new ObjectMapper().readTree(call.body());
    assertThat(body.at("/account/identifier").asText()).isEqualTo(SamplePlatform.TARGET);
    assertThat(body.at("/challengeDays").asInt()).isEqualTo(7);
    byte[] pdf = Base64.getDecoder().decode(body.at("/letters/0/pdf").asText());
    assertThat(Sha256.hash(pdf).hex()).isEqualTo(body.at("/letters/0/sha256").asText());
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Notice of a legal request", docket, "7 days")
          .doesNotContain("Olivia");
    }
    assertThat(events(walk))
        .containsSubsequence(
            "NonDisclosureOrderRecorded",
            "NonDisclosureOrderChecked",
            "NonDisclosureOrderExtended",
            "NoticeBlocked",
            "NonDisclosureOrderEnded",
            "NonDisclosureOrderEnded",
            "LetterIssued",
            "NoticeDue",
            "NoticeFailed",
            "NoticeSent");
    String id = notices(walk).getString("[0].id");
    assertThat(as(CLERK).post("/api/v1/notices/" + id + "/delivered").statusCode()).isEqualTo(204);
    assertThat(state(walk)).isEqualTo("DELIVERED");
    assertThat(as(CLERK).post("/api/v1/notices/" + id + "/delivered").statusCode()).isEqualTo(409);
    // The letter is the account holder's, not the officer's.
    assertThat(as(OFFICER).get(walk.at("/letters")).jsonPath().getList("kind"))
        .containsExactly("RECEIPT");
    assertThat(as(OFFICER).get(walk.at("/letters/2/en.pdf")).statusCode()).isEqualTo(404);
    assertThat(as(OFFICER).get(walk.at("/notices")).statusCode()).isEqualTo(403);
  }

  @Test
  void nothingIsReleasedBeforeTheHolderWasToldAndHadTimeToChallenge() {
    String docket = CaseWalk.newDocket();
    CaseWalk walk = CaseWalk.submitted(Fixtures.openRequest(docket, List.of("posts")));
    walk.post(OFFICER, "/orders", Fixtures.order(docket, 1)).then().statusCode(201);
    walk.verify().propose(1).approve().collect().seal().awaitCheckpoint();
    // An order that nobody has checked keeps the holder from being told, and the data from leaving.
    assertThat(state(walk)).isEqualTo("BLOCKED");
    assertThat(release(walk).jsonPath().getString("code")).isEqualTo("guard_NOTICE_OPEN");
    lift(walk, 1);
    walk.awaitThat(() -> state(walk).equals("SENT"), "the notice to go out");
    Response released = release(walk);
    assertThat(released.statusCode()).isEqualTo(200);
    Instant opens =
        Instant.parse(as(OFFICER).get(walk.at("/deliveries")).jsonPath().getString("[0].opensAt"));
    assertThat(opens).isAfter(Instant.now().plus(java.time.Duration.ofDays(6)));
  }

  @Test
  void anApproverAloneLetsAnEndlessOrderStandOrWithholdsWithAReason() {
    CaseWalk walk =
        CaseWalk.submitted(Fixtures.openRequest(CaseWalk.newDocket(), List.of("posts")));
    String docket = as(CLERK).get(walk.at("")).jsonPath().getString("instrument.docket");
    Map<String, Object> endless = new HashMap<>(Fixtures.order(docket, 1));
    endless.remove("endsOn");
    walk.post(OFFICER, "/orders", endless)
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("endsOn"));
    endless.put("override", "counsel agreed with the court on a review each year");
    walk.post(OFFICER, "/orders", endless).then().statusCode(422);
    walk.post(APPROVER, "/orders", endless).then().statusCode(201);
    walk.post(CLERK, "/orders/1/check", checked(false)).then().statusCode(200);
    refusals.set(Integer.MAX_VALUE);
    walk.verify().propose(1).approve();
    // A rejected order forbids nothing.
    assertThat(state(walk)).isIn("DUE", "FAILED");
    walk.post(APPROVER, "/notices/exception", Map.of("reason", "because")).then().statusCode(422);
    walk.post(APPROVER, "/notices/exception", Map.of("reason", "child-safety"))
        .then()
        .statusCode(200);
    assertThat(state(walk)).isEqualTo("WITHHELD");
    assertThat(
            walk.post(APPROVER, "/notices/exception", Map.of("reason", "child-safety"))
                .statusCode())
        .isEqualTo(409);
  }

  private static void theExtensionIsCheckedWithATouch(CaseWalk walk, Browser clerk) {
    String page = "/desk/notices/" + walk.reference();
    Map<String, String> found =
        Map.of("outcome", "confirmed", "evidence", "the registry of the court");
    Browser.Page without = clerk.post(clerk.get(page), page + "/orders/2/check", found);
    assertThat(without.body()).contains("/step-up/staff/begin", "the registry of the court");
    assertThat(as(CLERK).get(walk.at("/orders")).jsonPath().getList("checked"))
        .containsExactly(true, null);
    clerk.post(DeskPagesIT.touch(clerk, page, "check-order"), page + "/orders/2/check", found);
    assertThat(as(CLERK).get(walk.at("/orders")).jsonPath().getList("checked"))
        .containsExactly(true, true);
  }

  private void extend(CaseWalk walk, String docket) {
    Map<String, Object> extension = new HashMap<>(Fixtures.order(docket, 180));
    extension.put("extended", "7");
    walk.post(OFFICER, "/orders", extension)
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("extended"));
    extension.put("extended", "1");
    walk.post(OFFICER, "/orders", extension).then().statusCode(201);
  }

  private static void lift(CaseWalk walk, int number) {
    assertThat(as(OFFICER).post(walk.at("/orders/" + number + "/end")).statusCode()).isEqualTo(200);
  }

  private static void theOfficerCannotLiftWithoutATouch(CaseWalk walk) throws IOException {
    Browser officer = Browser.of(OFFICER);
    String page = "/requests/case/" + walk.reference() + "/orders";
    Browser.Page without = officer.post(officer.get(page), page + "/1/end", Map.of());
    assertThat(without.body()).contains("/step-up/agency/begin?act=lift-order");
    assertThat(notices(walk).getString("[0].state")).isEqualTo("BLOCKED");
  }

  private static Map<String, Object> checked(boolean confirmed) {
    return Map.of("confirmed", confirmed, "evidence", "the court's register");
  }

  private static String ask() {
    return as(CLERK)
        .body(Map.of("identifierKind", "username", "identifier", "@" + SamplePlatform.TARGET))
        .post("/api/v1/disclosures")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private static Map<String, String> asked(String name) {
    return Map.of("identifierKind", "username", "identifier", name);
  }

  private static String answer(Browser.Page page) {
    return page.body().substring(page.body().indexOf("aria-labelledby=\"answer\""));
  }

  private static Response release(CaseWalk walk) {
    String shown = as(RELEASER).get(walk.at("/sealed")).jsonPath().getString("ciphertext");
    return walk.post(RELEASER, "/release", Map.of("seenVersion", walk.version(), "shown", shown));
  }

  @Test
  void theSilenceOfANationalSecurityLetterBindsOnlyWhenCertifiedAndReviewable() {
    CaseWalk certified = letter(true);
    assertThat(notices(certified).getString("[0].state")).isEqualTo("BLOCKED");
    assertThat(notices(certified).getString("[0].detail")).isEqualTo("gag");
    CaseWalk unreviewable = letter(false);
    unreviewable.awaitThat(() -> state(unreviewable).equals("SENT"), "the holder to be told");

    assertThat(state(certified)).isEqualTo("BLOCKED");
    String here = "/desk/events/" + certified.reference();
    Browser clerk = Browser.of(CLERK);
    clerk.post(
        clerk.get(here),
        here,
        Map.of("event", "gag-lifted", "at", LocalDateTime.now(ZoneOffset.UTC).toString()));
    certified.awaitThat(() -> state(certified).equals("SENT"), "the holder to be told at last");
    assertThat(events(certified))
        .containsSubsequence("NoticeBlocked", "LegalEventRecorded", "NoticeDue", "NoticeSent")
        .containsOnlyOnce("NoticeBlocked");
  }

  /** An approved letter that is certified; {@code reviewable} as the reviewer finds it. */
  private static CaseWalk letter(boolean reviewable) {
    Map<String, Object> form =
        new HashMap<>(Fixtures.openRequest(CaseWalk.newDocket(), List.of("subscriber")));
    form.put("kind", "national-security-letter");
    form.put("issuerType", "fbi-special-agent-in-charge");
    form.put("dueOn", LocalDate.now(ZoneOffset.UTC).plusDays(20).toString());
    form.put(
        "statement",
        Map.of(
            "specific-selector", "the user name, on page 1",
            "gag-certification", "page 2: danger to national security",
            "judicial-review-notice", "page 3"));
    CaseWalk walk = CaseWalk.submitted(form).verify();
    walk.post(
            REVIEWER,
            "/conditions",
            Map.of(
                "answers",
                List.of(
                    found("specific-selector", true),
                    found("gag-certification", true),
                    found("judicial-review-notice", reviewable))))
        .then()
        .statusCode(204);
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    walk.post(
            REVIEWER,
            "/proposal",
            Map.of(
                "seenVersion",
                walk.version(),
                "items",
                List.of(
                    Map.of(
                        "item", 1,
                        "outcome", "NARROW",
                        "reason", "fields-beyond-instrument",
                        "explanation", "name, address, length of service",
                        "fields", List.of("id", "username", "createdAt")))))
        .then()
        .statusCode(200);
    return walk.approve();
  }

  private static Map<String, Object> found(String part, boolean holds) {
    return Map.of("part", part, "holds", holds, "words", "read in the letter");
  }

  private static JsonPath notices(CaseWalk walk) {
    return as(CLERK).get(walk.at("/notices")).then().statusCode(200).extract().jsonPath();
  }

  private static String state(CaseWalk walk) {
    return notices(walk).getString("[0].state");
  }

  private static List<String> events(CaseWalk walk) {
    return as("alma.auditor").get(walk.at("/timeline")).then().extract().path("event");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      calls.add(
          new Call(
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              headers.getFirst("webhook-signature"),
              exchange.getRequestBody().readAllBytes()));
      boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
      exchange.sendResponseHeaders(refused ? 503 : 202, -1);
    }
  }
}
