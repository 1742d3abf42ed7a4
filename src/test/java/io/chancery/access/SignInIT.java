package io.chancery.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.chancery.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInIT {

  @Test
  void officerSignsInAtTheAgencyRealm() {
    Browser browser = Browser.of("olivia.officer");
    var page = browser.get("/requests/probe");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo("Olivia Officer");
  }

  @Test
  void staffNeedsThePasskeyToSignIn() {
    Browser browser = Browser.of("clara.clerk");
    assertThat(browser.get("/desk/probe").body()).isEqualTo("Clara Clerk");
    browser.clearCookies();
    int before = browser.authenticator().touches();
    assertThat(browser.get("/desk/probe").body()).isEqualTo("Clara Clerk");
    assertThat(browser.authenticator().touches()).isEqualTo(before + 1);
  }

  @Test
  void aSignInThatCannotBeBelievedEndsAtWords() {
    Browser browser = Browser.of("olivia.officer").copy();
    browser.clearCookies();
    URI away =
        URI.create(browser.once("GET", "/sign-in/agency", null).header("Location").orElseThrow());
    String state = parameter(away, "state");
    String back = URI.create(parameter(away, "redirect_uri")).getPath();
    var answer = browser.once("GET", back + "?code=made-up&state=" + state, null);
    assertThat(answer.header("Location")).contains("/sign-in-failed");
    assertThat(browser.once("GET", "/sign-in-failed", null).body())
        .contains("The sign-in could not be completed");
  }

  private static String parameter(URI address, String name) {
    return Stream.of(address.getRawQuery().split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tokensCarryLevelMethodsAndAudience() {
    var first = Tokens.claims(Tokens.of("oscar.officer"));
    assertThat(first.get("acr").asText()).isEqualTo("1");
    assertThat(first.toString()).contains("chancery-api");
    assertThat(first.get("azp").asText()).isEqualTo("portal-api");
    assertThat(first.has("auth_time")).isTrue();
    assertThat(first.get("amr").toString()).contains("pwd");
    var second = Tokens.claims(Tokens.freshStepUp("oscar.officer"));
    assertThat(second.get("acr").asText()).isEqualTo("2");
    assertThat(second.get("amr").toString()).contains("hwk");
    assertThat(Tokens.claims(Tokens.of("carl.clerk")).get("acr").asText()).isEqualTo("1");
  }

  @Test
  void apiKnowsPeopleAndSystems() {
    given()
        .auth()
        .oauth2(Tokens.of("carl.clerk"))
        .get("/api/v1/probe/clerks")
        .then()
        .statusCode(200);
    given()
        .auth()
        .oauth2(Tokens.of("olivia.officer"))
        .get("/api/v1/probe/clerks")
        .then()
        .statusCode(403);
    String me =
        given()
            .auth()
            .oauth2(Tokens.system())
            .get("/api/v1/probe/me")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(me).contains("AGENCY_SYSTEM").contains("client-credentials");
  }
}
