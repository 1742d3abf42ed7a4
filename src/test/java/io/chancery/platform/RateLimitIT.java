package io.chancery.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.chancery.Tokens;
import io.chancery.path.CaseWalk;
import io.chancery.path.GrantedRights;
import io.chancery.path.Rows;
import io.chancery.platform.RateLimits.Kind;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An address that asks too fast is told to wait, whoever it says it is; another is served. */
@QuarkusTest
class RateLimitIT {
  private static final String GREEDY = "127.0.0.77";
  private static final String OTHER = "127.0.0.78";

  @Inject RateLimits limits;

  @Test
  void whoAsksTooFastIsToldWhenToComeBack() throws Exception {
    assertThat(answer(GREEDY, "/api/v1/cases", "en").statusCode()).isEqualTo(401);
    limits.exhaust(Kind.API, GREEDY);
    HttpResponse<String> refused = answer(GREEDY, "/api/v1/cases", "en");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(refused.body())
        .contains("/problems/too-fast", "Wait a minute")
        .doesNotContain("192.0.2.1", GREEDY);
    assertThat(answer(OTHER, "/api/v1/cases", "en").statusCode()).isEqualTo(401);
    assertThat(answer(GREEDY, "/help", "en").statusCode()).isEqualTo(200);
  }

  @Test
  void aPersonWhoAsksTooFastWaitsWhileTheirColleagueIsServedAndTheLedgerSaysSoOnce()
      throws Exception {
    UUID olivia = GrantedRights.person(CaseWalk.OFFICER).value();
    limits.exhaustPerson(olivia);
    try {
      for (int i = 0; i < 3; i++) {
        // Any path may answer so; the description says it once, for the whole interface.
        RestAssured.given()
            .auth()
            .oauth2(Tokens.stepUp(CaseWalk.OFFICER))
            .get("/api/v1/cases/LER-2020-000001")
            .then()
            .statusCode(429)
            .header("Retry-After", notNullValue())
            .body("type", equalTo("/problems/too-fast"));
      }
      CaseWalk.as("oscar.officer").get("/api/v1/cases/LER-2020-000001").then().statusCode(404);
    } finally {
      limits.forgetPerson(olivia);
    }
    CaseWalk.as(CaseWalk.OFFICER).get("/api/v1/cases/LER-2020-000001").then().statusCode(404);
    String entries =
        "select count(*) from custody.entry where position('too-fast' in convert_from(bytes, 'UTF8')) > 0"
            + " and custody.person_of(bytes) = '"
            + olivia
            + "'";
    assertThat(Rows.one(entries)).isEqualTo("1");
  }

  @Test
  void theWayToTheSignInAnswersAsAPageInTheReadersLanguage() throws Exception {
    limits.exhaust(Kind.SIGN_IN, GREEDY);
    HttpResponse<String> refused = answer(GREEDY, "/sign-in/staff", "de");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("lang=\"de\"", "Warten Sie eine Minute");
    assertThat(answer(OTHER, "/sign-in/staff", "de").statusCode()).isNotEqualTo(429);
  }

  /** Asks from an address of the loopback network, and says to be another. */
  private static HttpResponse<String> answer(String from, String path, String language)
      throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
              .header("X-Forwarded-For", "192.0.2.1")
              .header("Accept-Language", language)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
