package io.chancery.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.chancery.Browser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebHygieneIT {

  @Test
  void everyAnswerForbidsWhatPagesNeverNeed() {
    for (String path :
        new String[] {"/probe/public", "/api/v1/probe/me", "/no/such/page", "/desk"}) {
      given()
          .redirects()
          .follow(false)
          .get(path)
          .then()
          .header("Content-Security-Policy", containsString("default-src 'self'"))
          .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
          .header("X-Content-Type-Options", equalTo("nosniff"))
          .header("Referrer-Policy", equalTo("same-origin"))
          .header("Cache-Control", equalTo("no-store"));
    }
  }

  @Test
  void formsOfOtherSitesAreRefused() {
    Browser clara = Browser.of("clara.clerk");
    var page = clara.get("/desk/probe/acts/hygiene");
    String session = clara.cookie("q_session_staff").orElseThrow();
    String token = Browser.csrf(page);
    for (Map<String, String> header :
        java.util.List.of(
            Map.of("Origin", "https://elsewhere.example"),
            Map.of("Origin", "null"),
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "same-site"))) {
      given()
          .redirects()
          .follow(false)
          .headers(header)
          .cookie("q_session_staff", session)
          .cookie("csrf-token", clara.cookie("csrf-token").orElseThrow())
          .formParam("csrf-token", token)
          .post("/desk/probe/acts/hygiene")
          .then()
          .statusCode(403);
    }
  }

  @Test
  void formWithoutTokenIsRefused() {
    Browser clara = Browser.of("clara.clerk");
    clara.get("/desk/probe/acts/hygiene");
    assertThat(clara.once("POST", "/desk/probe/acts/hygiene", Map.of("act", "approve")).status())
        .isEqualTo(400);
  }

  @Test
  void secondTabKeepsTheFirstOnesForm() {
    Browser clara = Browser.of("clara.clerk");
    var first = clara.get("/desk/probe/acts/hygiene");
    clara.get("/desk/probe/acts/other");
    var answer =
        clara.once(
            "POST",
            "/desk/probe/acts/hygiene",
            Map.of("act", "approve", "csrf-token", Browser.csrf(first)));
    // The form is taken; what is missing is the touch.
    assertThat(answer.status()).isEqualTo(303);
  }

  @Test
  void formAfterTheSessionIsToldSo() {
    Browser clara = Browser.of("clara.clerk");
    var page = clara.get("/desk/probe/acts/hygiene");
    clara.clearCookies();
    var answer = clara.post(page, "/desk/probe/acts/hygiene", Map.of("act", "approve"));
    assertThat(answer.uri().getPath()).isEqualTo("/session-ended/staff");
    assertThat(answer.body()).contains("Your session has ended");
  }

  @Test
  void signingOutEndsCopiesOfTheSession() {
    Browser clara = Browser.of("clara.clerk");
    clara.get("/desk/probe");
    Browser thief = clara.copy();
    assertThat(thief.once("GET", "/desk/probe", null).status()).isEqualTo(200);
    clara.get("/sign-out");
    // Keycloak tells the portal by the back channel; the old cookie is worth nothing from then on.
    assertThat(thief.once("GET", "/desk/probe", null).status()).isEqualTo(302);
  }
}
