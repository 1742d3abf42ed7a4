package io.chancery.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import io.chancery.Browser;
import io.chancery.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Who is let in where, and what the others are told. */
@QuarkusTest
class DoorIT {

  @Test
  void pagesSendStrangersToTheirRealm() {
    for (String[] door :
        new String[][] {
          {"/requests/probe", "agency"}, {"/pickup/x", "agency"}, {"/desk/probe", "staff"}
        }) {
      given()
          .redirects()
          .follow(false)
          .get(door[0])
          .then()
          .statusCode(302)
          .header("Location", containsString("/realms/" + door[1] + "/"));
    }
  }

  @Test
  void apiTellsStrangersWhatItWants() {
    given()
        .get("/api/v1/probe/me")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", startsWith("Bearer"));
    given().auth().oauth2("no.such.token").get("/api/v1/probe/me").then().statusCode(401);
  }

  @Test
  void tokenOfOneRealmIsWorthNothingInTheOthersPart() {
    given()
        .auth()
        .oauth2(Tokens.of("olivia.officer"))
        .get("/api/v1/probe/clerks")
        .then()
        .statusCode(403);
    Browser olivia = Browser.of("olivia.officer");
    olivia.get("/requests/probe");
    // Her session is of the agency realm; the desk asks for the other one.
    assertThat(olivia.once("GET", "/desk/probe", null).header("location").orElseThrow())
        .contains("/realms/staff/");
  }

  @Test
  void tamperedIssuerChoosesAVerifierThatRefuses() {
    String[] parts = Tokens.of("olivia.officer").split("\\.");
    String claims =
        new String(
                java.util.Base64.getUrlDecoder().decode(parts[1]),
                java.nio.charset.StandardCharsets.UTF_8)
            .replace("/realms/agency", "/realms/staff");
    String forged =
        parts[0]
            + "."
            + java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            + "."
            + parts[2];
    given().auth().oauth2(forged).get("/api/v1/probe/me").then().statusCode(401);
  }

  @Test
  void unannotatedEndpointIsClosed() {
    given()
        .auth()
        .oauth2(Tokens.of("carl.clerk"))
        .get("/api/v1/probe/unannotated")
        .then()
        .statusCode(403);
  }

  @Test
  void bearerTokenOpensNoPage() {
    given()
        .redirects()
        .follow(false)
        .auth()
        .oauth2(Tokens.of("carl.clerk"))
        .get("/desk/probe")
        .then()
        .statusCode(302);
  }

  @Test
  void signingOutEndsTheSessionAtBothSides() {
    Browser clara = Browser.of("clara.clerk");
    clara.get("/desk/probe");
    assertThat(clara.cookie("q_session_staff")).isPresent();
    clara.get("/sign-out");
    assertThat(clara.cookie("q_session_staff")).isEmpty();
    int before = clara.authenticator().touches();
    assertThat(clara.get("/desk/probe").body()).isEqualTo("Clara Clerk");
    assertThat(clara.authenticator().touches()).isEqualTo(before + 1);
  }
}
