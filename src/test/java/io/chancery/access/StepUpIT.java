package io.chancery.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.chancery.Browser;
import io.chancery.TestClock;
import io.chancery.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StepUpIT {
  private final Browser anna = Browser.of("anna.approver");

  @AfterEach
  void realTime() {
    TestClock.reset();
  }

  @Test
  void oneTouchIsWorthOneAct() {
    String object = touched(anna);
    assertThat(act(anna, object, "approve").body()).isEqualTo("done by hwk level 2");
    assertRefused(act(anna, object, "approve"));
  }

  @Test
  void touchIsFreshEvenRightAfterAnother() {
    touched(anna);
    int before = anna.authenticator().touches();
    touched(anna);
    assertThat(anna.authenticator().touches()).isEqualTo(before + 1);
  }

  @Test
  void touchForOneActIsNoneForAnother() {
    String object = touched(anna);
    assertRefused(act(anna, object, "release"));
    assertRefused(act(anna, other(), "approve"));
  }

  @Test
  void touchOfOnePersonIsNoneForAnother() {
    String object = touched(anna);
    assertRefused(act(Browser.of("arno.approver"), object, "approve"));
  }

  @Test
  void touchAges() {
    String object = touched(anna);
    TestClock.advance(Duration.ofMinutes(4));
    assertThat(page(anna, object)).contains("touch given");
    TestClock.advance(Duration.ofMinutes(2));
    assertThat(page(anna, object)).contains("touch missing");
    assertRefused(act(anna, object, "approve"));
  }

  @Test
  void touchWaitsAgainWhenTheActFails() {
    String object = touched(anna);
    var page = anna.get("/desk/probe/acts/" + object);
    var failed =
        anna.post(page, "/desk/probe/acts/" + object, Map.of("act", "approve", "fail", "true"));
    assertThat(failed.status()).isEqualTo(500);
    assertThat(act(anna, object, "approve").status()).isEqualTo(200);
  }

  @Test
  void callbackTakesNoStateTwiceAndNoneOfOthers() {
    String object = other();
    page(anna, object);
    var begun = anna.once("GET", begin(object, "/desk/probe/acts/" + object), null);
    String callback =
        anna.walk(
                java.net.URI.create(begun.header("location").orElseThrow()),
                Browser.portal() + "/step-up/staff/callback")
            .toString()
            .substring(Browser.portal().length());
    Browser arno = Browser.of("arno.approver");
    arno.get("/desk/probe/acts/" + object);
    assertThat(arno.once("GET", callback, null).status()).isEqualTo(400);
    assertThat(anna.once("GET", callback, null).status()).isEqualTo(303);
    assertThat(page(anna, object)).contains("touch given");
    assertThat(anna.once("GET", callback, null).status()).isEqualTo(400);
  }

  @Test
  void codeOfAnotherSignInProvesNothing() {
    String object = other();
    page(anna, object);
    var first = anna.once("GET", begin(object, "/desk"), null).header("location").orElseThrow();
    String stranger = touchedCallback();
    String state = first.replaceAll(".*[?&]state=([^&]+).*", "$1");
    String forged = stranger.replaceAll("state=[^&]+", "state=" + state);
    assertThat(anna.once("GET", forged, null).status()).isEqualTo(303);
    assertThat(page(anna, object)).contains("touch missing");
  }

  @Test
  void backIsAPathOfThisPortal() {
    page(anna, "one");
    for (String back :
        new String[] {
          "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "desk", ""
        }) {
      assertThat(anna.once("GET", begin("one", back), null).status()).as(back).isEqualTo(400);
    }
  }

  @Test
  void apiNeedsATokenOfTheTouchItself() {
    given()
        .auth()
        .oauth2(Tokens.stepUp("arno.approver"))
        .contentType("application/json")
        .post("/api/v1/probe/acts")
        .then()
        .statusCode(200)
        .body(equalTo("done by hwk level 2"));
    given()
        .auth()
        .oauth2(Tokens.of("arno.approver"))
        .contentType("application/json")
        .post("/api/v1/probe/acts")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", containsString("insufficient_user_authentication"))
        .header("WWW-Authenticate", containsString("acr_values=\"2\", max_age=\"300\""))
        .contentType("application/problem+json");
  }

  @Test
  void apiRefusesAnOldTouch() {
    String token = Tokens.stepUp("arno.approver");
    TestClock.advance(Duration.ofMinutes(6));
    given()
        .auth()
        .oauth2(token)
        .contentType("application/json")
        .post("/api/v1/probe/acts")
        .then()
        .statusCode(401);
  }

  @Test
  void systemsTouchNothing() {
    given()
        .auth()
        .oauth2(Tokens.system())
        .contentType("application/json")
        .post("/api/v1/probe/acts")
        .then()
        .statusCode(403);
  }

  private String touchedCallback() {
    String object = other();
    var begun = anna.once("GET", begin(object, "/desk"), null);
    return anna.walk(
            java.net.URI.create(begun.header("location").orElseThrow()),
            Browser.portal() + "/step-up/staff/callback")
        .toString()
        .substring(Browser.portal().length());
  }

  /** An object for which the person has touched the key and not acted. */
  private static String touched(Browser browser) {
    String object = other();
    page(browser, object);
    var back = browser.get(begin(object, "/desk/probe/acts/" + object));
    assertThat(back.body()).contains("touch given");
    return object;
  }

  private static String begin(String object, String back) {
    return "/step-up/staff/begin?act=approve&object="
        + object
        + "&back="
        + java.net.URLEncoder.encode(back, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String page(Browser browser, String object) {
    return browser.get("/desk/probe/acts/" + object).body();
  }

  private static Browser.Page act(Browser browser, String object, String act) {
    var page = browser.get("/desk/probe/acts/" + object);
    return browser.once(
        "POST", "/desk/probe/acts/" + object, Map.of("act", act, "csrf-token", Browser.csrf(page)));
  }

  private static void assertRefused(Browser.Page answer) {
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location").orElseThrow()).contains("/step-up/staff/begin?act=");
  }

  private static String other() {
    return UUID.randomUUID().toString();
  }
}
