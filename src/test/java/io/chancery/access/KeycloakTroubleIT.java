package io.chancery.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.Browser;
import io.chancery.RealmKey;
import io.chancery.StalledKeycloak;
import io.chancery.Tokens;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What the portal does when the identity provider is not as it should be: never more than usual.
 */
@QuarkusTest
class KeycloakTroubleIT {
  private static final String PERSON = "arno.approver";
  private static final String PAGES = "/desk/probe/acts/";
  private static final String PAGE = PAGES + "trouble";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject Passkeys passkeys;

  @Test
  void aNewKeyIsTakenAtOnceAndAWithdrawnOneNoMore() {
    Browser session = Browser.of(PERSON);
    assertThat(session.get(PAGE).status()).isEqualTo(200);
    String before = Tokens.freshStepUp(PERSON);
    assertThat(me(before).statusCode()).isEqualTo(200);
    String after;
    try (RealmKey key = RealmKey.rotated("staff")) {
      after = Tokens.freshStepUp(PERSON);
      assertThat(keyOf(after)).isEqualTo(key.id()).isNotEqualTo(keyOf(before));
      assertThat(me(after).statusCode()).isEqualTo(200);
      assertThat(me(before).statusCode()).as("the old key is still good").isEqualTo(200);
      assertThat(session.get(PAGE).status()).as("a session goes on").isEqualTo(200);
      Browser another = Browser.of(PERSON);
      assertThat(another.get(PAGE).status()).as("a new sign-in").isEqualTo(200);
      assertThat(another.get(begin("rotated")).body()).as("a new touch").contains("touch given");
      key.disable();
      await(() -> me(after).statusCode() == 401, "the withdrawn key to be refused");
      assertThat(me(before).statusCode()).isEqualTo(200);
      assertThat(act(after).statusCode()).isEqualTo(401);
    }
    assertThat(passkeys.newest("staff", Tokens.claims(before).get("sub").asText()))
        .as("the portal's own client gets a new token")
        .isPresent();
    assertThat(Browser.of(PERSON).get(PAGE).status()).isEqualTo(200);
  }

  @Test
  void aTokenOfAnotherTimeIsRefused() {
    try (RealmKey key = RealmKey.rotated("staff")) {
      ObjectNode real = claims(Tokens.freshStepUp(PERSON));
      long now = Instant.now().getEpochSecond();
      assertThat(act(key.sign(real)).statusCode()).as("as it is").isEqualTo(200);
      for (Map.Entry<String, Consumer<ObjectNode>> skew :
          Map.<String, Consumer<ObjectNode>>of(
                  "over", token -> token.put("exp", now - 60),
                  "without an end", token -> token.remove("exp"),
                  "issued in the future",
                      token -> token.put("iat", now + 300).put("exp", now + 600),
                  "without its time", token -> token.remove("iat"))
              .entrySet()) {
        assertThat(me(key.sign(changed(real, skew.getValue()))).statusCode())
            .as(skew.getKey())
            .isEqualTo(401);
      }
      for (Map.Entry<String, Consumer<ObjectNode>> touch :
          Map.<String, Consumer<ObjectNode>>of(
                  "an old touch in a new token", token -> token.put("auth_time", now - 360),
                  "a touch in the future", token -> token.put("auth_time", now + 120),
                  "no time of the touch", token -> token.remove("auth_time"),
                  "refreshed after the touch",
                      token -> token.put("auth_time", now - 120).put("iat", now))
              .entrySet()) {
        String token = key.sign(changed(real, touch.getValue()));
        assertThat(me(token).statusCode()).as(touch.getKey()).isEqualTo(200);
        Response refused = act(token);
        assertThat(refused.statusCode()).as(touch.getKey()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate"))
            .as(touch.getKey())
            .contains("insufficient_user_authentication");
      }
    }
  }

  @Test
  void whileItSaysNothingSessionsGoOnAndNoTouchIsProved() {
    Browser session = Browser.of(PERSON);
    assertThat(session.get(PAGE).status()).isEqualTo(200);
    String token = Tokens.freshStepUp(PERSON);
    String subject = Tokens.claims(token).get("sub").asText();
    URI toTouch =
        URI.create(session.once("GET", begin("stalled"), null).header("location").orElseThrow());
    String callback =
        session
            .walk(toTouch, Browser.portal() + "/step-up/staff/callback")
            .toString()
            .substring(Browser.portal().length());
    try (StalledKeycloak _ = new StalledKeycloak()) {
      assertThat(session.get(PAGE).status()).as("a session goes on").isEqualTo(200);
      Browser.Page page = session.once("GET", callback, null);
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.body()).contains("The identity provider does not answer");
      assertThat(session.get(PAGES + "stalled").body())
          .as("no proof, no touch")
          .contains("touch missing");
      assertThatThrownBy(() -> passkeys.newest("staff", subject))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.type()).isEqualTo(ProblemType.UNAVAILABLE));
    }
  }

  @Test
  void theApiSaysWhetherATokenIsBadOrNobodyCanBeAsked() {
    String token = Tokens.freshStepUp(PERSON);
    assertThat(me(token).statusCode()).isEqualTo(200);
    for (Response refused : List.of(given().get("/api/v1/probe/me"), me("no.such.token"))) {
      assertProblem(refused, 401, "unauthenticated", "token");
      assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(refused.header("Retry-After")).isNull();
    }
    try (StalledKeycloak _ = new StalledKeycloak()) {
      // Not before the portal forgot the key.
      await(() -> me(token).statusCode() != 200, "the key to be forgotten");
      Response silent = me(token);
      assertProblem(silent, 503, "unavailable", "identity_provider");
      assertThat(silent.header("Retry-After")).isEqualTo("60");
      assertProblem(act(token), 503, "unavailable", "identity_provider");
      assertThat(given().get("/api/v1/probe/me").statusCode()).as("without a token").isEqualTo(401);
    }
    await(() -> me(token).statusCode() == 200, "the keys to be fetched again");
  }

  private static void assertProblem(Response answer, int status, String type, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
    assertThat(answer.jsonPath().getString("type")).isEqualTo("/problems/" + type);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("instance")).startsWith("urn:uuid:");
  }

  private static String begin(String object) {
    return "/step-up/staff/begin?act=approve&object=" + object + "&back=" + PAGES + object;
  }

  private static Response me(String token) {
    return given().auth().oauth2(token).get("/api/v1/probe/me");
  }

  private static Response act(String token) {
    return given().auth().oauth2(token).contentType("application/json").post("/api/v1/probe/acts");
  }

  private static ObjectNode claims(String token) {
    return (ObjectNode) Tokens.claims(token);
  }

  private static ObjectNode changed(ObjectNode real, Consumer<ObjectNode> change) {
    ObjectNode copy = real.deepCopy();
    change.accept(copy);
    return copy;
  }

  private static String keyOf(String token) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0]))
          .path("kid")
          .asText();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier done, String what) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for " + what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
